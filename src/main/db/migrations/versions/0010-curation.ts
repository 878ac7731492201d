/**
 * What the user says about clips, and the projects, shots and collections that they are put into. Only a clip about which
 * something was said has a row in `annotation`. Its tags and collections are repeated in tables of their own, because
 * filters and completion read them; the rest has partial indices for that.
 */
const noted = (id: string): string => `INSERT INTO search_pending (generation_id) VALUES (${id});`

export const curation = `
  CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('project', 'shot', 'collection')),
    name TEXT NOT NULL,
    -- Folded, as names are compared.
    name_key TEXT NOT NULL,
    -- Orders the items of a kind; fractions leave room between two.
    position REAL NOT NULL,
    -- Of a shot. Not a foreign key: a journal may name one that comes later.
    project_uuid TEXT,
    -- Of a smart collection.
    search TEXT,
    -- A removed item keeps its row, so that old lines of the journal don't restore it.
    is_removed INTEGER NOT NULL DEFAULT 0 CHECK (is_removed IN (0, 1)),
    revision INTEGER NOT NULL DEFAULT 1,
    journaled_revision INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX item_in_order ON item (kind, project_uuid, position) WHERE is_removed = 0;
  CREATE INDEX item_by_name ON item (kind, project_uuid, name_key) WHERE is_removed = 0;
  CREATE INDEX item_unjournaled ON item (id) WHERE journaled_revision < revision;

  CREATE TABLE annotation (
    generation_id INTEGER PRIMARY KEY REFERENCES generation (id) ON DELETE CASCADE,
    -- The generation's, when this was last changed.
    revision INTEGER NOT NULL,
    stars INTEGER NOT NULL DEFAULT 0,
    is_rejected INTEGER NOT NULL DEFAULT 0 CHECK (is_rejected IN (0, 1)),
    is_favourite INTEGER NOT NULL DEFAULT 0 CHECK (is_favourite IN (0, 1)),
    project_uuid TEXT,
    shot_uuid TEXT,
    take INTEGER,
    is_circled INTEGER NOT NULL DEFAULT 0 CHECK (is_circled IN (0, 1)),
    in_ms INTEGER,
    out_ms INTEGER,
    handed_off_at_ms INTEGER,
    -- JSON.
    collection_uuids TEXT,
    tags TEXT,
    title TEXT,
    notes TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE UNIQUE INDEX annotation_circled ON annotation (shot_uuid) WHERE is_circled = 1;
  CREATE INDEX annotation_by_shot ON annotation (shot_uuid, take) WHERE shot_uuid IS NOT NULL;
  CREATE INDEX annotation_by_project ON annotation (project_uuid, generation_id) WHERE project_uuid IS NOT NULL;
  CREATE INDEX annotation_by_stars ON annotation (stars, generation_id) WHERE stars > 0;
  CREATE INDEX annotation_rejected ON annotation (generation_id) WHERE is_rejected = 1;
  CREATE INDEX annotation_favourite ON annotation (generation_id) WHERE is_favourite = 1;
  CREATE INDEX annotation_handed_off ON annotation (generation_id) WHERE handed_off_at_ms IS NOT NULL;

  CREATE TABLE clip_tag (
    -- Folded, as tags are compared.
    tag_key TEXT NOT NULL,
    generation_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
    PRIMARY KEY (tag_key, generation_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX clip_tag_by_generation ON clip_tag (generation_id);

  -- Every tag in use, as last spelled, with the number of its clips.
  CREATE TABLE tag (
    tag_key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    count INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER clip_tagged AFTER INSERT ON clip_tag
    BEGIN UPDATE tag SET count = count + 1 WHERE tag_key = NEW.tag_key; END;
  CREATE TRIGGER clip_untagged AFTER DELETE ON clip_tag
    BEGIN UPDATE tag SET count = count - 1 WHERE tag_key = OLD.tag_key; END;

  CREATE TABLE clip_collection (
    collection_uuid TEXT NOT NULL,
    generation_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
    PRIMARY KEY (collection_uuid, generation_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX clip_collection_by_generation ON clip_collection (generation_id);

  CREATE TRIGGER annotation_searched AFTER INSERT ON annotation
    WHEN NEW.title IS NOT NULL OR NEW.notes <> '' OR NEW.tags IS NOT NULL
    BEGIN ${noted('NEW.generation_id')} END;
  CREATE TRIGGER annotation_reworded AFTER UPDATE OF title, notes, tags ON annotation
    WHEN (OLD.title, OLD.notes, OLD.tags) IS NOT (NEW.title, NEW.notes, NEW.tags)
    BEGIN ${noted('NEW.generation_id')} END;

  -- Edits that can be undone, the oldest first.
  CREATE TABLE undo_step (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    -- How many clips the user chose.
    count INTEGER NOT NULL,
    is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1))
  ) STRICT;
  CREATE TABLE undo_change (
    id INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES undo_step (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    subject_uuid TEXT NOT NULL,
    -- The fields that changed, as JSON.
    before TEXT NOT NULL,
    after TEXT NOT NULL
  ) STRICT;
  CREATE INDEX undo_change_by_step ON undo_change (step_id, id);
`
