import type { Item, ItemId, ItemKind } from '@shared/library/items'
import { foldText } from '@shared/prompts/search-text'
import type { StoredItem } from '../../../curation/ports'
import type { ReadableDatabase, WritableDatabase } from '../../connection/database'
import { flag, integer, nullable, real, text, type Column } from '../column-types'
import { insertRow, readFields, updateRows, added, type Row } from '../rows'

const itemColumns = {
  id: text<ItemId>('uuid'),
  kind: text<ItemKind>('kind'),
  name: text('name'),
  position: real('position'),
  projectId: nullable(text<ItemId>('project_uuid')),
  search: nullable(text('search')),
  isRemoved: flag('is_removed')
} satisfies { readonly [Name in keyof Item]: Column<Item[Name]> }

/** @internal */
export const itemRows = {
  name: 'item',
  columns: {
    key: integer('id'),
    ...itemColumns,
    nameKey: text('name_key'),
    revision: integer('revision'),
    journaledRevision: integer('journaled_revision')
  }
}

const toStored = (row: Row): StoredItem => ({
  item: readFields(itemColumns, row),
  revision: row['revision'] as number
})

const select = (
  database: ReadableDatabase,
  rest: string,
  values: Readonly<Record<string, string | number | null>>
): readonly Row[] => database.prepare(`SELECT * FROM item ${rest}`).all(values) as Row[]

/** Returns items by id, the removed ones too. */
export const storedItems = (database: ReadableDatabase, ids: readonly ItemId[]): readonly StoredItem[] =>
  select(database, 'WHERE uuid IN (SELECT value FROM json_each(:ids))', { ids: JSON.stringify(ids) }).map(
    toStored
  )

/** Returns the items after a key that are not removed; `next` is null after the last. */
export function itemPage(
  database: ReadableDatabase,
  after: number,
  limit: number
): { readonly items: readonly Item[]; readonly next: number | null } {
  const rows = select(database, 'WHERE id > :after AND is_removed = 0 ORDER BY id LIMIT :limit', {
    after,
    limit
  })
  const last = rows.at(-1)?.['id'] as number | undefined
  return { items: rows.map((row) => toStored(row).item), next: rows.length === limit ? (last ?? null) : null }
}

/** Returns items with changes that are not in the journal. */
export const unjournaledItems = (database: ReadableDatabase, limit: number): readonly StoredItem[] =>
  select(database, 'WHERE journaled_revision < revision ORDER BY id LIMIT :limit', { limit }).map(toStored)

/** Writes an item and counts up its revision. */
export function writeItem(database: WritableDatabase, item: Item): StoredItem {
  const where = { sql: 'uuid = :item', values: { item: item.id } }
  const row = { ...item, nameKey: foldText(item.name) }
  const isKnown = updateRows(database, itemRows, { ...row, revision: 1 }, where, { revision: added }) > 0
  if (!isKnown) insertRow(database, itemRows, row)
  const [stored] = storedItems(database, [item.id])
  if (!stored) throw new Error(`No item ${item.id}`)
  return stored
}

/** Writes an item at a revision of the journal. */
export function importItem(
  database: WritableDatabase,
  { item, revision }: StoredItem,
  isTold: boolean
): void {
  const row = { ...item, nameKey: foldText(item.name), revision, journaledRevision: isTold ? revision : 0 }
  const isKnown = updateRows(database, itemRows, row, { sql: 'uuid = :item', values: { item: item.id } }) > 0
  if (!isKnown) insertRow(database, itemRows, row)
}

/** Returns the position of the last item of a kind, and of a project for shots. */
export const lastPosition = (
  database: ReadableDatabase,
  kind: ItemKind,
  projectId: ItemId | null
): number | null =>
  positionOf(
    database
      .prepare(
        `SELECT MAX(position) AS position FROM item WHERE kind = :kind AND project_uuid IS :projectId AND is_removed = 0`
      )
      .get({ kind, projectId })
  )

/** Returns the position of the item before one. */
export const positionBefore = (
  database: ReadableDatabase,
  { kind, projectId, position }: Item
): number | null =>
  positionOf(
    database
      .prepare(
        `SELECT MAX(position) AS position FROM item
         WHERE kind = :kind AND project_uuid IS :projectId AND is_removed = 0 AND position < :position`
      )
      .get({ kind, projectId, position })
  )

/** Returns the first shot of a project with a name, compared without case and accents. */
export function findShot(database: ReadableDatabase, name: string, projectId: ItemId | null): Item | null {
  const [row] = select(
    database,
    `WHERE kind = 'shot' AND project_uuid IS :projectId AND name_key = :nameKey AND is_removed = 0
     ORDER BY position LIMIT 1`,
    { projectId, nameKey: foldText(name.trim()) }
  )
  return row ? toStored(row).item : null
}

/** Returns an item and those after it. */
export const itemsFrom = (database: ReadableDatabase, { kind, projectId, position }: Item): readonly Item[] =>
  select(
    database,
    'WHERE kind = :kind AND project_uuid IS :projectId AND is_removed = 0 AND position >= :position ORDER BY position',
    { kind, projectId, position }
  ).map((row) => toStored(row).item)

const positionOf = (row: unknown): number | null => (row as { readonly position: number | null }).position
