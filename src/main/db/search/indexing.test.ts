import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LibraryView } from '@shared/app-state'
import type { GenerationId } from '@shared/generation'
import { FakeClock } from '../../base/testing/fake-clock'
import { silentLogger } from '../../logging/logger'
import { closeDatabase, openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { createGenerationStore } from '../tables/generation-store'
import { indexPending, type IndexPending } from './index-pending'
import { SearchIndexing } from './indexing'
import { hasNotes } from './notes'
import { hasIndex } from './search-index'

let folder: string
let database: WritableDatabase
let clock: FakeClock
let indexing: SearchIndexing
let slices: number
let fail: Error | null
let progress: LibraryView['indexing'][]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-indexing-'))
  database = openDatabase(join(folder, 'library.sqlite'))
  migrate(database)
  clock = new FakeClock()
  slices = 0
  fail = null
  progress = []
  indexing = begin()
})
afterEach(async () => {
  await indexing.stop()
  closeDatabase(database)
  rmSync(folder, { recursive: true, force: true })
})

const index = (): string => join(folder, 'search.sqlite')

const slice: IndexPending = (files) => {
  slices += 1
  return fail ? Promise.reject(fail) : Promise.resolve(indexPending(files))
}

const begin = (): SearchIndexing =>
  new SearchIndexing({
    database,
    rows: join(folder, 'library.sqlite'),
    index: index(),
    indexPending: slice,
    clock,
    logger: silentLogger,
    onChange: () => progress.push(indexing.progress)
  })

function add(prompt: string): void {
  const id = randomUUID() as GenerationId
  const draft = { id, request: { modelId: 'veo-3.1-fast', prompt }, resendOf: null }
  createGenerationStore(database).insertBatch(randomUUID(), [draft], 1_000)
}

const found = (text: string): number =>
  createGenerationStore(database).page({ view: 'all', text, before: null, limit: 10 }).items.length

/** Lets the slices of a run end: each awaits a few promises. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
}

async function rest(ms = 1_000): Promise<void> {
  clock.advance(ms)
  await settle()
}

const start = (isTrusted = true): void => indexing.start(isTrusted, (id) => `Name of ${id}`)

it('indexes what it finds at the start and what is written later, then waits for the next change', async () => {
  add('boat')
  start()
  await rest()
  expect([hasNotes(database), found('boat'), found('name of veo')]).toEqual([false, 1, 1])
  add('boat again')
  add('boat once more')
  expect(found('boat')).toBe(3)
  await rest()
  expect([hasNotes(database), found('boat'), slices]).toEqual([false, 3, 2])
  expect(clock.pending).toBe(0)
})

it('uses the index of an earlier run, and makes it again where rows may have been replaced', async () => {
  add('boat')
  start()
  await rest()
  await indexing.stop()
  indexing = begin()
  start()
  expect(hasNotes(database)).toBe(false)
  await indexing.stop()
  indexing = begin()
  start(false)
  expect(hasNotes(database)).toBe(true)
  await rest()
  expect(found('boat')).toBe(1)
})

it('makes a damaged index again', async () => {
  add('boat')
  start()
  await rest()
  await indexing.stop()
  writeFileSync(index(), 'no database '.repeat(1000))
  indexing = begin()
  start()
  expect(found('boat')).toBe(1)
  await rest()
  expect([hasIndex(database), hasNotes(database), found('boat')]).toEqual([true, false, 1])
})

it('finds everything while the index cannot be written, and makes it again later', async () => {
  add('boat')
  fail = new Error('disk full')
  start()
  await rest()
  expect([hasIndex(database), found('boat')]).toEqual([false, 1])
  fail = null
  progress = []
  await rest(60_000)
  expect([hasIndex(database), hasNotes(database), found('boat')]).toEqual([true, false, 1])
})

it('tells how far it is with many clips, and nothing of a few', async () => {
  add('boat')
  start()
  await rest()
  expect(progress).toEqual([])
  database.exec(`INSERT INTO search_pending (generation_id)
    WITH RECURSIVE ids (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM ids WHERE id < 5000) SELECT id FROM ids`)
  add('boat again')
  await rest()
  expect(progress).toEqual([
    { done: 0, total: 5001 },
    { done: 2000, total: 5001 },
    { done: 4000, total: 5001 },
    null
  ])
})
