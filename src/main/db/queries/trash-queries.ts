import type { GenerationId } from '@shared/generation'
import { viewNames } from '@shared/library/views'
import type { Generation } from '../../generations/domain/generation'
import type { TrashContents, TrashSize } from '../../trash/trash'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import { selectGenerations, updateGenerations } from '../tables/generation-table'
import { readValue, writeValue } from '../tables/key-value/key-value-table'

/** Something that runs may still get a file. */
const isInTrash = `listing.flags & ${2 ** viewNames.indexOf('trash')}
  AND generation.state NOT IN ('queued', 'submitting', 'processing', 'downloading')`

/** Another program may use its file. */
const wasHandedOff = `EXISTS (SELECT 1 FROM annotation
  WHERE annotation.generation_id = generation.id AND handed_off_at_ms IS NOT NULL)`

/** An edit has it. */
const isUsed = `EXISTS (SELECT 1 FROM edit_use JOIN edit ON edit.id = edit_id
  WHERE generation_uuid = generation.uuid AND is_removed = 0)`

/** Names of edits that are read: one more than are shown. */
const mostEdits = 4

/** A file was put aside until the user decides. */
const isHeld = 'video.held IS NOT NULL'
const hasHeld = `EXISTS (SELECT 1 FROM video WHERE generation_id = generation.id AND ${isHeld})`

/** Returns what is in the trash, or what of some clips is. Of 100,000 clips this takes a while. */
export function readTrash(
  database: ReadableDatabase,
  { ids }: { readonly ids: readonly GenerationId[] | null }
): TrashContents {
  // From where the fewest rows are.
  const from =
    ids === null
      ? 'listing CROSS JOIN generation ON generation.id = listing.id'
      : `generation CROSS JOIN listing ON listing.id = generation.id
           AND generation.uuid IN (SELECT value FROM json_each(:ids))`
  const values = ids === null ? {} : { ids: JSON.stringify(ids) }
  const { keys, usedIn, ...size } = database
    .prepare(
      `WITH trashed AS MATERIALIZED (SELECT generation.id FROM ${from} WHERE ${isInTrash})
       SELECT (SELECT json_group_array(id) FROM trashed) AS keys,
         COUNT(DISTINCT generation.id) AS clips, COUNT(video.uuid) AS files,
         COALESCE(SUM(CASE WHEN ${isHeld} THEN json_extract(video.held, '$.bytes') ELSE video.file_bytes END), 0) AS bytes,
         COUNT(DISTINCT CASE WHEN ${wasHandedOff} THEN generation.id END) AS handedOff,
         COUNT(DISTINCT CASE WHEN ${isUsed} THEN generation.id END) AS used,
         (SELECT json_group_array(name) FROM (
           SELECT DISTINCT edit.name FROM trashed JOIN generation ON generation.id = trashed.id
             JOIN edit_use ON generation_uuid = generation.uuid
             JOIN edit ON edit.id = edit_id AND is_removed = 0
           ORDER BY edit.name LIMIT ${mostEdits})) AS usedIn
       FROM trashed JOIN generation ON generation.id = trashed.id
         LEFT JOIN video ON video.generation_id = generation.id
           AND (video.state IN ('saved', 'changed') AND linked_path IS NULL OR ${isHeld})`
    )
    .get(values) as unknown as Omit<TrashSize, 'usedIn'> & { readonly keys: string; readonly usedIn: string }
  return { size: { ...size, usedIn: JSON.parse(usedIn) as string[] }, keys: keysOf(keys) }
}

/** Returns the clips that went to the trash before a time, and that nobody has to be asked about. */
export function readExpired(
  database: ReadableDatabase,
  { sinceMs }: { readonly sinceMs: number }
): { readonly keys: Float64Array } {
  const { keys } = database
    .prepare(
      `SELECT json_group_array(generation.id) AS keys
       FROM listing CROSS JOIN generation ON generation.id = listing.id
       WHERE ${isInTrash} AND state <> 'unconfirmed' AND NOT ${wasHandedOff} AND NOT ${isUsed} AND NOT ${hasHeld}
         AND CASE WHEN deleted_at_ms IS NULL THEN state = 'cancelled' AND state_since_ms < :sinceMs
           ELSE deleted_at_ms < :sinceMs END`
    )
    .get({ sinceMs }) as { readonly keys: string }
  return { keys: keysOf(keys) }
}

const keysOf = (packed: string): Float64Array => Float64Array.from(JSON.parse(packed) as number[])

/** Returns those of some generations that are in the trash now. */
export const trashedByKeys = (database: ReadableDatabase, keys: readonly number[]): readonly Generation[] =>
  selectGenerations(
    database,
    `SELECT generation.* FROM generation CROSS JOIN listing ON listing.id = generation.id
     WHERE generation.id IN (SELECT value FROM json_each(:keys)) AND ${isInTrash} ORDER BY generation.id DESC`,
    { keys: JSON.stringify(keys) }
  )

/** Returns when this database first counted days in the trash; now, if it never did. */
export function countsTrashSince(database: WritableDatabase, nowMs: number): number {
  const known = readValue(database, 'trash_counts_since')
  if (known !== null) return Number(known)
  writeValue(database, 'trash_counts_since', String(nowMs))
  return nowMs
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
  database.prepare('DELETE FROM listing WHERE id = (SELECT id FROM generation WHERE uuid = :id)').run({ id })
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
