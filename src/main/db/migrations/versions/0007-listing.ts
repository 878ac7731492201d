/**
 * What the list of clips needs of each generation, kept by triggers, and how many each view shows: neither is worth
 * reading 100,000 rows. A test compares the conditions with those of `views`, which may change with a later migration.
 */
const isListed = `(deleted_at_ms IS NULL AND hidden = 0 AND state NOT IN ('cancelled'))`

const isInProgress = `(${isListed} AND state IN ('queued', 'submitting', 'processing', 'downloading'))`

const needsYou = `(${isListed} AND (state IN ('unconfirmed', 'failed') OR (state = 'queued' AND needs_click = 1)
  OR EXISTS (SELECT 1 FROM video WHERE generation_id = generation.id AND video.state IN ('refused', 'missing'))))`

const isInTrash = `(deleted_at_ms IS NOT NULL OR hidden = 1 OR (state = 'cancelled'
  AND coalesce(CASE WHEN json_valid(problem) THEN problem ->> 'code' END, '') <> 'taken_back'))`

const isPlayable = `EXISTS (SELECT 1 FROM video WHERE generation_id = generation.id AND video.state IN ('saved', 'changed'))`

// Operators on bits have one precedence in SQLite, from left to right.
const flags = `${isListed} | (${isInProgress} << 1) | (${needsYou} << 2) | (${isInTrash} << 3) | (${isPlayable} << 4)`

const requestedRatio = `replace(coalesce(CASE WHEN json_valid(request) THEN request ->> 'aspectRatio' END, ''), 'x', ':')`

/** Width over height: from the first file that says it, else from the request, else null. */
const shape = `coalesce(
  (SELECT width * 1.0 / height FROM video
    WHERE generation_id = generation.id AND width > 0 AND height > 0 ORDER BY position LIMIT 1),
  nullif(substr(${requestedRatio}, 1, instr(${requestedRatio}, ':') - 1) * 1.0, 0)
    / nullif(substr(${requestedRatio}, instr(${requestedRatio}, ':') + 1) * 1.0, 0))`

const lists = `INSERT INTO listing (id, uuid, flags, shape) SELECT id, uuid, ${flags}, ${shape} FROM generation`

const listsAgain = (id: string): string =>
  `${lists} WHERE id = ${id} ON CONFLICT (id) DO UPDATE SET flags = excluded.flags, shape = excluded.shape
    WHERE flags <> excluded.flags OR shape IS NOT excluded.shape;`

const counts = (after: string, before: string): string =>
  `UPDATE view_count SET count = count + ((${after} >> bit) & 1) - ((${before} >> bit) & 1)
    WHERE ((${after} >> bit) & 1) <> ((${before} >> bit) & 1);`

export const listing = `
  CREATE TABLE listing (
    -- The generation's.
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    -- From the lowest bit: shown in all, in progress, needs you, trash; has a clip that can be played.
    flags INTEGER NOT NULL,
    shape REAL
  ) STRICT;
  CREATE INDEX listing_in_progress ON listing (id) WHERE flags & 2;
  CREATE INDEX listing_needs_you ON listing (id) WHERE flags & 4;
  CREATE INDEX listing_trash ON listing (id) WHERE flags & 8;

  CREATE TABLE view_count (
    bit INTEGER PRIMARY KEY,
    count INTEGER NOT NULL
  ) STRICT;

  ${lists};
  INSERT INTO view_count (bit, count)
    SELECT value, (SELECT count(*) FROM listing WHERE (flags >> value) & 1) FROM json_each('[0, 1, 2, 3]');

  CREATE TRIGGER generation_listed AFTER INSERT ON generation BEGIN ${listsAgain('NEW.id')} END;
  CREATE TRIGGER generation_relisted
    AFTER UPDATE OF request, state, needs_click, problem, hidden, deleted_at_ms ON generation
    BEGIN ${listsAgain('NEW.id')} END;
  CREATE TRIGGER generation_unlisted AFTER DELETE ON generation BEGIN DELETE FROM listing WHERE id = OLD.id; END;
  CREATE TRIGGER video_listed AFTER INSERT ON video BEGIN ${listsAgain('NEW.generation_id')} END;
  CREATE TRIGGER video_relisted AFTER UPDATE OF state, position, width, height ON video
    BEGIN ${listsAgain('NEW.generation_id')} END;
  CREATE TRIGGER video_unlisted AFTER DELETE ON video BEGIN ${listsAgain('OLD.generation_id')} END;

  CREATE TRIGGER listing_counted AFTER INSERT ON listing BEGIN ${counts('NEW.flags', '0')} END;
  CREATE TRIGGER listing_recounted AFTER UPDATE OF flags ON listing BEGIN ${counts('NEW.flags', 'OLD.flags')} END;
  CREATE TRIGGER listing_uncounted AFTER DELETE ON listing BEGIN ${counts('0', 'OLD.flags')} END;
`
