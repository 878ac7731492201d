import type { GenerationId } from '@shared/generation'
import type { EditId } from '@shared/library/clip-uses'
import type { EditView } from '@shared/library/edits'
import type { ClipFinder, EditStore } from '../../../edits/ports'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from '../../connection/database'
import { appendStep } from './step-table'
import { fileKey } from '../video-table'
import { editsLike, storedEdit, writeEdit } from './edit-table'

/** Most clips that are compared where a name has only the beginning of an id. */
const mostOfIdStart = 50

/** Returns the store of edits over an open database. */
export const createEditStore = (database: WritableDatabase): EditStore => ({
  list: () => editViews(database, 'ORDER BY read_at_ms DESC, edit.id DESC'),
  view: (id) => editViews(database, 'AND edit.uuid = :id', { id })[0] ?? null,
  find: (id) => storedEdit(database, id),
  candidates: (like) => editsLike(database, like),
  write: ({ edit, uses, isPathOwn, step }) =>
    inTransaction(database, 'mark', () => {
      const written = writeEdit(database, edit, uses, isPathOwn)
      if (step) appendStep(database, step)
      return written
    })
})

type ViewRow = Omit<EditView, 'canBeReadAgain' | 'isRemoved'> & { readonly isPathOwn: 0 | 1 }

function editViews(
  database: ReadableDatabase,
  rest: string,
  values: { readonly id?: EditId } = {}
): readonly EditView[] {
  const rows = database
    .prepare(
      `SELECT uuid AS id, name, path, editor, read_at_ms AS readAtMs, is_path_own AS isPathOwn,
         (SELECT count(*) FROM edit_use WHERE edit_id = edit.id) AS clips,
         (SELECT count(*) FROM edit_use WHERE edit_id = edit.id AND coalesce(on_timeline, 1) > 0) AS used
       FROM edit WHERE is_removed = 0 ${rest}`
    )
    .all(values) as ViewRow[]
  return rows.map(({ isPathOwn, ...row }) => ({ ...row, canBeReadAgain: isPathOwn === 1, isRemoved: false }))
}

/** Returns look-ups of clips by what their files are called. */
export const createClipFinder = (database: ReadableDatabase): ClipFinder => ({
  byFileName: (names) => {
    const rows = database
      .prepare(
        `SELECT file_key AS key, generation.uuid AS id FROM video
           JOIN generation ON generation.id = video.generation_id
         WHERE file_key IN (SELECT value FROM json_each(?))`
      )
      .all(JSON.stringify(names.map(fileKey))) as {
      readonly key: string
      readonly id: GenerationId
    }[]
    const byKey = new Map(rows.map(({ key, id }) => [key, id]))
    return new Map(
      names.flatMap((name) => {
        const id = byKey.get(fileKey(name))
        return id === undefined ? [] : [[name, id] as const]
      })
    )
  },
  byIdStart: (digits) => {
    const start = hyphenated(digits)
    return database
      .prepare(
        `SELECT generation.uuid AS id, generation.id / 1000 AS createdAtMs FROM video
           JOIN generation ON generation.id = video.generation_id
         WHERE video.uuid >= :start AND video.uuid < :end LIMIT :most`
      )
      .all({ start, end: `${start}g`, most: mostOfIdStart }) as {
      readonly id: GenerationId
      readonly createdAtMs: number
    }[]
  },
  linkedFiles: () =>
    database
      .prepare(
        `SELECT linked_path AS path, generation.uuid AS id FROM generation
           CROSS JOIN video ON video.generation_id = generation.id
         WHERE generation.origin = 'imported' AND linked_path IS NOT NULL`
      )
      .all() as { readonly path: string; readonly id: GenerationId }[],
  known: (ids) =>
    new Set(
      database
        .prepare('SELECT uuid FROM generation WHERE uuid IN (SELECT value FROM json_each(?))')
        .all(JSON.stringify(ids))
        .map(({ uuid }) => uuid as GenerationId)
    )
})

/** Writes the beginning of an id as UUIDs are stored. */
const hyphenated = (digits: string): string =>
  [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20, 32)]
    .filter((part) => part !== '')
    .join('-')
