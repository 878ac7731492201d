import {
  inTransaction,
  openDatabase,
  openReadOnly,
  type ReadableDatabase,
  type WritableDatabase
} from '../connection/database'
import { gramsOf } from './grams'
import { readTexts, searchedTextsSql } from './searched-texts'

/** Generations that are indexed in one transaction: half a second in a thread of its own. */
const mostAtOnce = 2000

export interface IndexFiles {
  /** Database with the rows, which is only read. */
  readonly rows: string
  readonly index: string
}

export interface IndexedSlice {
  /** Number of the last note that was followed; null where there was none. */
  readonly last: number | null
  readonly hasMore: boolean
}

/** Runs `indexPending`, in this thread or another one. */
export type IndexPending = (files: IndexFiles) => Promise<IndexedSlice>

/**
 * Indexes the generations that were noted first. The index is on disk when this returns: only then may the notes be
 * removed.
 */
export function indexPending({ rows, index }: IndexFiles): IndexedSlice {
  const from = openReadOnly(rows)
  try {
    const to = openDatabase(index)
    try {
      return indexNoted(from, to)
    } finally {
      to.close()
    }
  } finally {
    from.close()
  }
}

function indexNoted(from: ReadableDatabase, to: WritableDatabase): IndexedSlice {
  const notes = from
    .prepare('SELECT number, generation_id AS id FROM search_pending ORDER BY number LIMIT ?')
    .all(mostAtOnce) as unknown as readonly { readonly number: number; readonly id: number }[]
  const ids = new Set(notes.map(({ id }) => id))
  // In the order of their keys, as FTS5 would flush at each step back.
  const texts = from
    .prepare(
      `SELECT id, ${searchedTextsSql} AS texts FROM generation
       WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`
    )
    .all(JSON.stringify([...ids])) as unknown as readonly { readonly id: number; readonly texts: string }[]
  inTransaction(to, 'indexed', () => {
    const put = to.prepare('INSERT OR REPLACE INTO search_text (rowid, text, model) VALUES (?, ?, ?)')
    for (const row of texts) {
      const { text, model } = readTexts(row.texts)
      put.run(row.id, gramsOf(text), gramsOf(model))
      ids.delete(row.id)
    }
    const remove = to.prepare('DELETE FROM search_text WHERE rowid = ?')
    for (const id of ids) remove.run(id)
  })
  return { last: notes.at(-1)?.number ?? null, hasMore: notes.length === mostAtOnce }
}
