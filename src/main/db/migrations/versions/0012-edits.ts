/** Project files of editors that were read, and the clips that each has. */
export const edits = `
  CREATE TABLE edit (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- Folded, as searches compare names.
    name_key TEXT NOT NULL,
    path TEXT NOT NULL,
    editor TEXT NOT NULL,
    read_at_ms INTEGER NOT NULL,
    -- Its path is from a file that the user dropped here. One from a journal may be anybody's, and is never opened.
    is_path_own INTEGER NOT NULL DEFAULT 0 CHECK (is_path_own IN (0, 1)),
    -- A removed edit keeps its row, so that old lines of the journal don't restore it.
    is_removed INTEGER NOT NULL DEFAULT 0 CHECK (is_removed IN (0, 1)),
    revision INTEGER NOT NULL DEFAULT 1,
    journaled_revision INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX edit_unjournaled ON edit (id) WHERE journaled_revision < revision;

  CREATE TABLE edit_use (
    edit_id INTEGER NOT NULL REFERENCES edit (id) ON DELETE CASCADE,
    -- Not a foreign key: a journal may name a clip that comes later.
    generation_uuid TEXT NOT NULL,
    -- How often and for how long it is on a timeline; 0 for the bin alone, null where the format does not say.
    on_timeline INTEGER,
    ms INTEGER,
    PRIMARY KEY (edit_id, generation_uuid)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX edit_use_by_generation ON edit_use (generation_uuid, edit_id);
`
