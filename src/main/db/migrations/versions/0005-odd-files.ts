/** Traits of a file, and files that were downloaded but could not be saved. */
export const oddFiles = `
  -- JSON: a list of what is special about the file.
  ALTER TABLE video ADD COLUMN traits TEXT;
  -- SHA-256 of the samples alone, which stays the same when another program writes metadata into the file.
  ALTER TABLE video ADD COLUMN media_sha256 TEXT;
  -- JSON: bytes, hash and ending of what arrived and is held until the user decides.
  ALTER TABLE video ADD COLUMN held TEXT;
`
