/** Videos that were made elsewhere: copied into the library folder, or linked where they are. */
export const imports = `
  ALTER TABLE generation ADD COLUMN origin TEXT NOT NULL DEFAULT 'generated' CHECK (origin IN ('generated', 'imported'));
  CREATE INDEX generation_imported ON generation (id) WHERE origin = 'imported';
  -- Absolute path of a linked file, exactly as it was chosen.
  ALTER TABLE video ADD COLUMN linked_path TEXT;
  -- The same file is imported once.
  CREATE INDEX video_by_hash ON video (file_sha256) WHERE file_sha256 IS NOT NULL;
`
