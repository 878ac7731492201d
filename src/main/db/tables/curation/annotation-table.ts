import type { GenerationId } from '@shared/generation'
import { tagKey, type Annotations } from '@shared/library/annotations'
import type { ItemId } from '@shared/library/items'
import type { ReadableDatabase, WritableDatabase } from '../../connection/database'
import { insertRow, readFields, updateRows, type Row } from '../rows'
import { annotationColumns, annotationRows } from './annotation-columns'

/** Returns what the user said about some generations, by the generation's key. */
export function annotationsByKey(
  database: ReadableDatabase,
  keys: readonly number[]
): ReadonlyMap<number, Annotations> {
  if (keys.length === 0) return new Map()
  const rows = database
    .prepare('SELECT * FROM annotation WHERE generation_id IN (SELECT value FROM json_each(:keys))')
    .all({ keys: JSON.stringify(keys) }) as unknown as (Row & { readonly generation_id: number })[]
  return new Map(rows.map((row) => [row.generation_id, readFields(annotationColumns, row)]))
}

/**
 * Writes the annotations of a generation, with the rows by which they are found. One in no shot is never circled: an
 * undo or a journal entry may set the one without the other.
 */
export function writeAnnotations(
  database: WritableDatabase,
  key: number,
  revision: number,
  annotations: Annotations
): void {
  const isCircled = annotations.isCircled && annotations.shotId !== null
  const row = { ...annotations, isCircled, revision }
  const isKnown =
    updateRows(database, annotationRows, row, { sql: 'generation_id = :key', values: { key } }) > 0
  if (!isKnown) insertRow(database, annotationRows, { ...row, generationKey: key })
  writeTags(database, key, annotations.tags)
  writeCollections(database, key, annotations.collectionIds)
}

/** Removes the circle of a shot's take, so that another one can be circled. */
export const uncircle = (database: WritableDatabase, shot: ItemId): void =>
  void database
    .prepare('UPDATE annotation SET is_circled = 0 WHERE shot_uuid = :shot AND is_circled = 1')
    .run({ shot })

function writeTags(database: WritableDatabase, key: number, tags: readonly string[]): void {
  const keys = JSON.stringify(tags.map(tagKey))
  database
    .prepare(
      `DELETE FROM clip_tag WHERE generation_id = :key AND tag_key NOT IN (SELECT value FROM json_each(:keys))`
    )
    .run({ key, keys })
  const name = database.prepare(
    `INSERT INTO tag (tag_key, name) VALUES (:tag, :name) ON CONFLICT (tag_key) DO UPDATE SET name = excluded.name`
  )
  const tagClip = database.prepare(
    'INSERT INTO clip_tag (tag_key, generation_id) VALUES (:tag, :key) ON CONFLICT DO NOTHING'
  )
  for (const tag of tags) {
    name.run({ tag: tagKey(tag), name: tag })
    tagClip.run({ tag: tagKey(tag), key })
  }
}

function writeCollections(database: WritableDatabase, key: number, ids: readonly ItemId[]): void {
  database
    .prepare(
      `DELETE FROM clip_collection
       WHERE generation_id = :key AND collection_uuid NOT IN (SELECT value FROM json_each(:ids))`
    )
    .run({ key, ids: JSON.stringify(ids) })
  database
    .prepare(
      `INSERT INTO clip_collection (collection_uuid, generation_id)
       SELECT value, :key FROM json_each(:ids) WHERE true ON CONFLICT DO NOTHING`
    )
    .run({ key, ids: JSON.stringify(ids) })
}

/** Returns one more than the highest take number in a shot, those in the trash included. */
export function nextTake(database: ReadableDatabase, shot: ItemId): number {
  const { last } = database
    .prepare('SELECT COALESCE(MAX(take), 0) AS last FROM annotation WHERE shot_uuid = :shot')
    .get({ shot }) as { readonly last: number }
  return last + 1
}

/** Returns the circled take of a shot. */
export function circledIn(database: ReadableDatabase, shot: ItemId): GenerationId | null {
  const row = database
    .prepare(
      `SELECT uuid AS id FROM generation
       WHERE id = (SELECT generation_id FROM annotation WHERE shot_uuid = :shot AND is_circled = 1)`
    )
    .get({ shot }) as { readonly id: GenerationId } | undefined
  return row?.id ?? null
}

/** Returns the tags in use, the most used first. */
export const tagsInUse = (
  database: ReadableDatabase,
  limit: number
): readonly { readonly name: string; readonly count: number }[] =>
  database
    .prepare('SELECT name, count FROM tag WHERE count > 0 ORDER BY count DESC, tag_key LIMIT :limit')
    .all({ limit }) as { readonly name: string; readonly count: number }[]
