/** Presets and snippets of the user, and the prompt as the service rewrote it. */
export const promptWork = `
  CREATE TABLE saved_item (
    uuid TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('preset', 'snippet')),
    name TEXT NOT NULL,
    -- A preset's parameters as JSON, or a snippet's text.
    content TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE generation ADD COLUMN enhanced_prompt TEXT;
`
