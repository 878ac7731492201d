/**
 * Which generations the search index does not have as they are. The index is a file of its own, made from the rows:
 * no backup copies it and no check at start reads it. Triggers only take notes, so that any program may write rows;
 * folding and indexing follow outside of transactions.
 */
const noted = (id: string): string => `INSERT INTO search_pending (generation_id) VALUES (${id});`

export const search = `
  CREATE TABLE search_pending (
    -- In the order of the changes: those up to a number are removed once they are indexed.
    number INTEGER PRIMARY KEY,
    generation_id INTEGER NOT NULL
  ) STRICT;

  -- Every model that was used, with the name by which its clips are found.
  CREATE TABLE model_name (
    model_id TEXT PRIMARY KEY,
    name TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  INSERT INTO search_pending (generation_id) SELECT id FROM generation ORDER BY id DESC;
  INSERT INTO model_name (model_id, name) SELECT DISTINCT model_id, model_id FROM generation;

  CREATE TRIGGER generation_searched AFTER INSERT ON generation BEGIN
    ${noted('NEW.id')}
    INSERT OR IGNORE INTO model_name (model_id, name) VALUES (NEW.model_id, NEW.model_id);
  END;
  CREATE TRIGGER generation_reworded AFTER UPDATE OF prompt, enhanced_prompt, request, model_id ON generation
    WHEN (OLD.prompt, OLD.enhanced_prompt, OLD.request, OLD.model_id)
      IS NOT (NEW.prompt, NEW.enhanced_prompt, NEW.request, NEW.model_id)
    BEGIN ${noted('NEW.id')} END;
  CREATE TRIGGER generation_forgotten AFTER DELETE ON generation BEGIN ${noted('OLD.id')} END;
  CREATE TRIGGER video_searched AFTER INSERT ON video WHEN NEW.file_name IS NOT NULL
    BEGIN ${noted('NEW.generation_id')} END;
  CREATE TRIGGER video_renamed AFTER UPDATE OF file_name ON video WHEN OLD.file_name IS NOT NEW.file_name
    BEGIN ${noted('NEW.generation_id')} END;
  CREATE TRIGGER video_forgotten AFTER DELETE ON video WHEN OLD.file_name IS NOT NULL
    BEGIN ${noted('OLD.generation_id')} END;
`
