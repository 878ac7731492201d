/** Last journaled revision of each row, and the mark of a clean close. */
export const journalStanding = `
  -- The revision up to which the journal has this row. What lies after it is still to be told.
  ALTER TABLE generation ADD COLUMN journaled_revision INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX generation_behind_journal ON generation (id) WHERE journaled_revision < revision;

  -- Older versions left no such mark; the absence of it means that a log is missing.
  INSERT OR REPLACE INTO remembered (name, value) VALUES ('closed', 'whole');
`
