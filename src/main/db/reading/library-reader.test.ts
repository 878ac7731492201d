import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listLimit, type ListQuery } from '@shared/library/queries'
import { listedIds } from '@shared/library/listing'
import { silentLogger } from '../../logging/logger'
import { closeDatabase, openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { indexPending, type IndexFiles } from '../search/index-pending'
import { makeIndex } from '../search/search-index'
import { fillLibrary } from '../testing/filled-library'
import { readsInProcess } from '../testing/reads-in-process'
import { LibraryReader, type ReadingThread } from './library-reader'

let folder: string
let path: string
let database: WritableDatabase
let started: ReadingThread[]
let reader: LibraryReader

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-listing-'))
  path = join(folder, 'library.sqlite')
  database = openDatabase(path)
  migrate(database)
  started = []
  reader = readerWith(() => readsInProcess(files()))
})
afterEach(async () => {
  await reader.close()
  closeDatabase(database)
  rmSync(folder, { recursive: true, force: true })
})

const files = (rows = path): IndexFiles => ({ rows, index: join(folder, 'search.sqlite') })

const readerWith = (start: () => ReadingThread): LibraryReader =>
  new LibraryReader({
    database,
    startThread: () => {
      const thread = start()
      started.push(thread)
      return thread
    },
    logger: silentLogger
  })

const all: ListQuery = { view: 'all', text: '', before: null, limit: listLimit, sort: 'newest' }
const countOf = async (query: ListQuery): Promise<number> =>
  listedIds(await reader.read('listing', query)).length

it('reads whole lists and searches in one thread, and sees what was written since', async () => {
  fillLibrary(database, 3)
  const together = [
    countOf(all),
    countOf({ ...all, text: '"clip 2 of"' }),
    countOf({ ...all, view: 'trash' })
  ]
  expect(await Promise.all(together)).toEqual([3, 1, 0])
  fillLibrary(database, 1, 3)
  expect(await countOf(all)).toBe(4)
  expect(started).toHaveLength(1)
})

it('reads the history of prompts in the same thread', async () => {
  fillLibrary(database, 3)
  await countOf(all)
  const { prompts } = await reader.read('history', { text: '"clip 1 of"', before: null, limit: 10 })
  expect(prompts.map(({ times }) => times)).toEqual([1])
  expect(started).toHaveLength(1)
})

it('reads here what a thread cannot, and starts another after one that ended', async () => {
  fillLibrary(database, 2)
  reader = readerWith(() => readsInProcess(files(started.length === 0 ? join(folder, 'not there') : path)))
  expect(await countOf(all)).toBe(2)
  const [first] = started
  // As a thread does that ends by itself.
  ;(first as unknown as NodeJS.EventEmitter).emit('exit')
  expect(await countOf(all)).toBe(2)
  expect(started).toHaveLength(2)
})

it('reads here what waits for a thread that ends', async () => {
  fillLibrary(database, 2)
  reader = readerWith(() => readsInProcess(files()))
  const waiting = countOf(all)
  ;(started[0] as unknown as NodeJS.EventEmitter).emit('error', new Error('out of memory'))
  expect(await waiting).toBe(2)
})

it('searches with the index once it is made, and with another in its place', async () => {
  fillLibrary(database, 2)
  const search = { ...all, text: '"clip 1 of"' }
  expect(await countOf(search)).toBe(1)
  for (let times = 0; times < 2; times += 1) {
    makeIndex(database, files().index)
    indexPending(files())
    // What is indexed is no longer compared.
    database.exec('DELETE FROM search_pending')
    expect(await countOf(search)).toBe(1)
  }
  makeIndex(database, files().index)
  database.exec('DELETE FROM search_pending')
  expect(await countOf(search)).toBe(0)
})
