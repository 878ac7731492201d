import type { GenerationId } from '@shared/generation'
import { viewNames } from '@shared/library/views'
import type { Generation } from '../../generations/domain/generation'
import type { TrashRows, TrashSize } from '../../trash/trash'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import { selectGenerations, updateGenerations } from '../tables/generation-table'

/** Something that runs may still get a file. */
const isInTrash = `listing.flags & ${2 ** viewNames.indexOf('trash')}
  AND generation.state NOT IN ('queued', 'submitting', 'processing', 'downloading')`

const from = 'listing CROSS JOIN generation ON generation.id = listing.id'

/** Another program may use its file. */
const wasHandedOff = `EXISTS (SELECT 1 FROM annotation
  WHERE annotation.generation_id = generation.id AND handed_off_at_ms IS NOT NULL)`

const among = (ids: readonly GenerationId[] | null) => ({
  sql: ids === null ? 'TRUE' : 'generation.uuid IN (SELECT value FROM json_each(:ids))',
  values: ids === null ? {} : { ids: JSON.stringify(ids) }
})

/** Returns the trash as `Trash` reads it. */
export const trashRows = (database: WritableDatabase): Omit<TrashRows, 'erase'> => ({
  size: (ids) => sizeOf(database, ids),
  page: (ids, before, limit) => {
    const { sql, values } = among(ids)
    return selectGenerations(
      database,
      `SELECT generation.* FROM ${from} WHERE ${isInTrash} AND listing.id < :before AND ${sql}
       ORDER BY listing.id DESC LIMIT :limit`,
      { ...values, before: before ?? Number.MAX_SAFE_INTEGER, limit }
    )
  },
  expired: (sinceMs, before, limit) =>
    selectGenerations(
      database,
      `SELECT generation.* FROM ${from} WHERE ${isInTrash} AND listing.id < :before AND state <> 'unconfirmed'
         AND NOT ${wasHandedOff}
         AND CASE WHEN deleted_at_ms IS NULL THEN state = 'cancelled' AND state_since_ms < :sinceMs
           ELSE deleted_at_ms < :sinceMs END
       ORDER BY listing.id DESC LIMIT :limit`,
      { sinceMs, before: before ?? Number.MAX_SAFE_INTEGER, limit }
    )
})

function sizeOf(database: ReadableDatabase, ids: readonly GenerationId[] | null): TrashSize {
  const { sql, values } = among(ids)
  return database
    .prepare(
      `SELECT COUNT(DISTINCT generation.id) AS clips, COUNT(video.uuid) AS files,
         COALESCE(SUM(video.file_bytes), 0) AS bytes,
         COUNT(DISTINCT CASE WHEN ${wasHandedOff} THEN generation.id END) AS handedOff
       FROM ${from} LEFT JOIN video ON video.generation_id = generation.id AND video.state IN ('saved', 'changed')
       WHERE ${isInTrash} AND ${sql}`
    )
    .get(values) as TrashSize
}

/**
 * Takes generations out of every list. Their rows stay, for what was paid and for the ids at ModelsLab; what had a
 * file has none any more. A row is in no list when `listing` lacks it (migration 7).
 */
export function eraseRow(database: WritableDatabase, id: GenerationId, atMs: number): void {
  updateGenerations(
    database,
    { deletedAtMs: atMs },
    { sql: 'uuid = :generation', values: { generation: id } },
    { deletedAtMs: (name) => `COALESCE(${name}, :${name})` }
  )
  database
    .prepare(
      `UPDATE video SET state = 'missing', held = NULL, problem = NULL, next_attempt_at_ms = NULL
       WHERE generation_id = (SELECT id FROM generation WHERE uuid = :id)`
    )
    .run({ id })
  // Last: the triggers on those changes list the row again.
  database.prepare('DELETE FROM listing WHERE uuid = :id').run({ id })
}

/** Returns the erased rows as they are afterwards. */
export function eraseGenerations(
  database: WritableDatabase,
  ids: readonly GenerationId[],
  atMs: number
): readonly Generation[] {
  for (const id of ids) eraseRow(database, id, atMs)
  return selectGenerations(
    database,
    'SELECT * FROM generation WHERE uuid IN (SELECT value FROM json_each(:ids)) ORDER BY id',
    { ids: JSON.stringify(ids) }
  )
}

/** Returns whether a row was erased: it is in no list, and not even counted. */
export const isErased = (database: ReadableDatabase, key: number): boolean =>
  database.prepare('SELECT 1 FROM listing WHERE id = ?').get(key) === undefined
