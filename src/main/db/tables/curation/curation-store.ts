import type { GenerationId } from '@shared/generation'
import { noAnnotations, type Annotations } from '@shared/library/annotations'
import type { CurationStore, Edit, WrittenEdit } from '../../../curation/ports'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from '../../connection/database'
import { generationsOf } from '../../queries/generation-queries'
import { updateGenerations } from '../generation-table'
import { annotationsByKey, circledIn, nextTake, tagsInUse, writeAnnotations } from './annotation-table'
import {
  findShot,
  itemPage,
  itemsFrom,
  lastPosition,
  positionBefore,
  storedItems,
  writeItem
} from './item-table'
import { takesOf } from './shot-queries'
import { appendStep } from './step-table'

/** Returns the store of annotations and items over an open database. */
export const createCurationStore = (database: WritableDatabase): CurationStore => ({
  write: (edit) => inTransaction(database, 'mark', () => writeEdit(database, edit)),
  annotationsOf: (ids) => annotationsOf(database, ids),
  items: (ids) => storedItems(database, ids).map(({ item }) => item),
  itemPage: (after, limit) => itemPage(database, after, limit),
  lastPosition: (kind, projectId) => lastPosition(database, kind, projectId),
  positionBefore: (item) => positionBefore(database, item),
  itemsFrom: (item) => itemsFrom(database, item),
  nextTake: (shot) => nextTake(database, shot),
  findShot: (name, projectId) => findShot(database, name, projectId),
  takesOf: (shots) => takesOf(database, shots),
  circledIn: (shot) => circledIn(database, shot),
  tags: (limit) => tagsInUse(database, limit)
})

/** Writes an edit within a transaction. */
function writeEdit(database: WritableDatabase, { clips, items, step }: Edit): WrittenEdit {
  const written = items.map((item) => writeItem(database, item))
  const changed = clips.map(({ id }) => id)
  // Those that lose their circle first: a shot has one.
  const inOrder = clips.toSorted((a, b) => Number(a.annotations.isCircled) - Number(b.annotations.isCircled))
  for (const { id, annotations } of inOrder) {
    const { isCircled, shotId } = annotations
    const other = isCircled && shotId !== null ? circledIn(database, shotId) : null
    if (other !== null && other !== id) {
      writeClip(database, other, { ...annotationsOf(database, [other]).get(other), isCircled: false })
      changed.push(other)
    }
    writeClip(database, id, annotations)
  }
  if (step) appendStep(database, step)
  return { generations: generationsOf(database, changed), items: written }
}

function writeClip(database: WritableDatabase, id: GenerationId, annotations: Partial<Annotations>): void {
  updateGenerations(database, {}, { sql: 'uuid = :generation', values: { generation: id } })
  const row = database.prepare('SELECT id, revision FROM generation WHERE uuid = ?').get(id) as
    { readonly id: number; readonly revision: number } | undefined
  if (!row) throw new Error(`No generation ${id}`)
  writeAnnotations(database, row.id, row.revision, { ...noAnnotations, ...annotations })
}

function annotationsOf(
  database: ReadableDatabase,
  ids: readonly GenerationId[]
): ReadonlyMap<GenerationId, Annotations> {
  const rows = database
    // The first of a batch has the highest key, so that it comes first in the list.
    .prepare(
      `SELECT id, uuid FROM generation WHERE uuid IN (SELECT value FROM json_each(:ids))
       ORDER BY (SELECT MIN(id) FROM generation AS other WHERE other.batch_uuid = generation.batch_uuid),
         batch_position`
    )
    .all({ ids: JSON.stringify(ids) }) as unknown as { readonly id: number; readonly uuid: GenerationId }[]
  const byKey = annotationsByKey(
    database,
    rows.map(({ id }) => id)
  )
  return new Map(rows.map(({ id, uuid }) => [uuid, byKey.get(id) ?? noAnnotations]))
}
