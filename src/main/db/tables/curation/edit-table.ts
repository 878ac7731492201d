import type { ClipUse, EditId } from '@shared/library/clip-uses'
import type { Edit, Editor, EditUse } from '@shared/library/edits'
import { foldText } from '@shared/prompts/search-text'
import type { StoredEdit } from '../../../edits/ports'
import type { ReadableDatabase, WritableDatabase } from '../../connection/database'
import { flag, integer, text, type Column } from '../column-types'
import { added, insertRow, readFields, updateRows, type Row } from '../rows'

const editColumns = {
  id: text<EditId>('uuid'),
  name: text('name'),
  path: text('path'),
  editor: text<Editor>('editor'),
  readAtMs: integer('read_at_ms'),
  isRemoved: flag('is_removed')
} satisfies { readonly [Name in keyof Edit]: Column<Edit[Name]> }

const editRows = {
  name: 'edit',
  columns: {
    key: integer('id'),
    ...editColumns,
    nameKey: text('name_key'),
    isPathOwn: flag('is_path_own'),
    revision: integer('revision'),
    journaledRevision: integer('journaled_revision')
  }
}

type EditRow = Row & { readonly id: number; readonly revision: number; readonly is_path_own: number }

const selectEdits = (
  database: ReadableDatabase,
  rest: string,
  values: Readonly<Record<string, string | number>> = {}
): StoredEdit[] =>
  (database.prepare(`SELECT * FROM edit ${rest}`).all(values) as EditRow[]).map((row) => ({
    edit: readFields(editColumns, row),
    uses: usesOf(database, row.id),
    revision: row.revision,
    isPathOwn: row.is_path_own === 1
  }))

const usesOf = (database: ReadableDatabase, key: number): readonly EditUse[] =>
  database
    .prepare(
      `SELECT generation_uuid AS generationId, on_timeline AS onTimeline, ms FROM edit_use
       WHERE edit_id = :key ORDER BY generation_uuid`
    )
    .all({ key }) as EditUse[]

export const storedEdit = (database: ReadableDatabase, id: EditId): StoredEdit | null =>
  selectEdits(database, 'WHERE uuid = :id', { id })[0] ?? null

/** Returns what a replay compares of an edit, without its thousands of uses. */
export const editStanding = (database: ReadableDatabase, id: EditId): EditStanding | null =>
  (database
    .prepare('SELECT revision, path, is_path_own AS isPathOwn FROM edit WHERE uuid = :id')
    .get({ id }) as EditStanding | undefined) ?? null

interface EditStanding {
  readonly revision: number
  readonly path: string
  readonly isPathOwn: 0 | 1
}

/** Returns the edits of a path, or with a name and editor, the removed ones too. */
export const editsLike = (
  database: ReadableDatabase,
  { path, name, editor }: Pick<Edit, 'path' | 'name' | 'editor'>
): readonly StoredEdit[] =>
  selectEdits(database, 'WHERE path = :path OR (name = :name AND editor = :editor) ORDER BY id', {
    path,
    name,
    editor
  })

/** Returns edits with changes that are not in the journal. */
export const unjournaledEdits = (database: ReadableDatabase, limit: number): readonly StoredEdit[] =>
  selectEdits(database, 'WHERE journaled_revision < revision ORDER BY id LIMIT :limit', { limit })

/**
 * Writes an edit and counts up its revision.
 *
 * @param uses Null leaves them as they are, as does null for `isPathOwn`.
 */
export function writeEdit(
  database: WritableDatabase,
  edit: Edit,
  uses: readonly EditUse[] | null,
  isPathOwn: boolean | null
): StoredEdit {
  const row = { ...edit, nameKey: foldText(edit.name), ...(isPathOwn !== null && { isPathOwn }) }
  const where = { sql: 'uuid = :edit', values: { edit: edit.id } }
  const isKnown = updateRows(database, editRows, { ...row, revision: 1 }, where, { revision: added }) > 0
  if (!isKnown) insertRow(database, editRows, row)
  if (uses !== null) writeUses(database, edit.id, uses)
  return required(storedEdit(database, edit.id), edit.id)
}

/** Writes an edit at a revision of the journal. Its path is anybody's then. */
export function importEdit(
  database: WritableDatabase,
  { edit, uses, revision }: Omit<StoredEdit, 'isPathOwn'>,
  isTold: boolean
): void {
  const known = editStanding(database, edit.id)
  const row = {
    ...edit,
    nameKey: foldText(edit.name),
    isPathOwn: known !== null && known.isPathOwn === 1 && known.path === edit.path,
    revision,
    journaledRevision: isTold ? revision : 0
  }
  if (known) updateRows(database, editRows, row, { sql: 'uuid = :edit', values: { edit: edit.id } })
  else insertRow(database, editRows, row)
  writeUses(database, edit.id, uses)
}

function writeUses(database: WritableDatabase, id: EditId, uses: readonly EditUse[]): void {
  const { key } = database.prepare('SELECT id AS key FROM edit WHERE uuid = :id').get({ id }) as {
    readonly key: number
  }
  database.prepare('DELETE FROM edit_use WHERE edit_id = :key').run({ key })
  const insert = database.prepare(
    `INSERT OR REPLACE INTO edit_use (edit_id, generation_uuid, on_timeline, ms)
     VALUES (:key, :generationId, :onTimeline, :ms)`
  )
  for (const { generationId, onTimeline, ms } of uses) insert.run({ key, generationId, onTimeline, ms })
}

/** Returns the edits that have some generations, by the generation's key. */
export function usesByClip(
  database: ReadableDatabase,
  keys: readonly number[]
): ReadonlyMap<number, ClipUse[]> {
  const byKey = new Map<number, ClipUse[]>()
  if (keys.length === 0) return byKey
  const rows = database
    .prepare(
      `SELECT generation.id AS key, edit.uuid AS editId, edit.name AS edit, on_timeline AS onTimeline, ms
       FROM json_each(:keys) AS wanted
         CROSS JOIN generation ON generation.id = wanted.value
         CROSS JOIN edit_use ON edit_use.generation_uuid = generation.uuid
         CROSS JOIN edit ON edit.id = edit_use.edit_id AND edit.is_removed = 0
       ORDER BY generation.id, edit.read_at_ms DESC, edit.id`
    )
    .all({ keys: JSON.stringify(keys) }) as unknown as (ClipUse & { readonly key: number })[]
  for (const { key, ...use } of rows) {
    const list = byKey.get(key) ?? []
    list.push(use)
    byKey.set(key, list)
  }
  return byKey
}

function required<T>(value: T | null, id: string): T {
  if (value === null) throw new Error(`No edit ${id}`)
  return value
}
