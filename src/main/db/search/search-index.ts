import { randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import {
  inTransaction,
  openDatabase,
  readOnce,
  type ReadableDatabase,
  type WritableDatabase
} from '../connection/database'
import { noteAll } from './notes'
import { readValue } from '../tables/key-value/key-value-table'

/** Changed with the fold, the grams or the schema: an index of another version is made again. */
const indexVersion = 1

/** Memory for new grams, in bytes: flushed less often, an index of 100,000 clips is made in 15 s instead of 70 s. */
const hashBytes = 32 * 1024 * 1024

/** Grams of what is searched, by the generation's key: found newest first without sorting. No text is stored. */
const schema = `
  CREATE VIRTUAL TABLE search_text USING fts5(
    text, model, content = '', contentless_delete = 1, tokenize = 'ascii', detail = full, prefix = '1 2');
  INSERT INTO search_text (search_text, rank) VALUES ('hashsize', ${hashBytes});
  CREATE TABLE origin (id TEXT NOT NULL) STRICT;
`

/** Returns whether a connection has the index beside its rows. */
export const hasIndex = (database: ReadableDatabase): boolean =>
  database.prepare(`SELECT 1 FROM pragma_database_list WHERE name = 'search'`).get() !== undefined

/**
 * Attaches the index to a connection that reads it. Read-only, so that a transaction on the rows never waits for
 * whoever writes the index.
 */
export function attachIndex(database: ReadableDatabase, path: string): void {
  database.prepare('ATTACH :uri AS search').run({ uri: `${pathToFileURL(path).href}?mode=ro` })
}

export function detachIndex(database: ReadableDatabase): void {
  if (hasIndex(database)) database.exec('DETACH search')
}

/** Removes an attached index that is of no use. Searches compare rows until it is made again. */
export function dropIndex(database: ReadableDatabase): void {
  const attached = database.prepare(`SELECT file FROM pragma_database_list WHERE name = 'search'`).get() as
    { readonly file: string } | undefined
  if (!attached) return
  database.exec('DETACH search')
  removeFiles(attached.file)
}

function removeFiles(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
}

/** Ids of the indexes that connections have attached. */
const attachedIds = new WeakMap<ReadableDatabase, string | null>()

/** Attaches the index of these rows once it is made, and another one in its place, for a connection that reads. */
export function followIndex(database: ReadableDatabase, path: string): void {
  const id = readValue(database, 'search_index')
  if (attachedIds.get(database) === id) return
  detachIndex(database)
  if (!isIndexOf(database, path)) return
  attachIndex(database, path)
  attachedIds.set(database, id)
}

/** Returns whether a file is the index of these rows. */
export function isIndexOf(database: ReadableDatabase, path: string): boolean {
  const id = readValue(database, 'search_index')
  if (id === null || !existsSync(path)) return false
  try {
    const index = openDatabase(path)
    try {
      return id.startsWith(`${indexVersion} `) && readOnce(index, 'id', 'origin') === id
    } finally {
      index.close()
    }
  } catch {
    // Whatever is wrong with it: it can be made again.
    return false
  }
}

/** Makes an empty index in place of any other, and notes every generation as not indexed. */
export function makeIndex(database: WritableDatabase, path: string): void {
  detachIndex(database)
  removeFiles(path)
  const id = `${indexVersion} ${randomUUID()}`
  const index = openDatabase(path)
  try {
    index.exec(schema)
    index.prepare('INSERT INTO origin (id) VALUES (?)').run(id)
  } finally {
    index.close()
  }
  inTransaction(database, 'mark', () => {
    noteAll(database)
    database.prepare(`INSERT OR REPLACE INTO remembered (name, value) VALUES ('search_index', ?)`).run(id)
  })
}
