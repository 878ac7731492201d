import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { GenerationState, VideoState, type GenerationId } from '@shared/generation'
import { listingEntry } from '@shared/library/listing'
import { packListing } from '@shared/testing/pack-listing'
import { isShown, viewNames, views } from '@shared/library/views'
import { toGenerationView } from '../../generations/domain/view'
import { needsClick, type Generation } from '../../generations/domain/generation'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { generationsOf, readListing } from './generation-queries'
import { createGenerationStore } from '../tables/generation-store'
import { migrate } from '../migrations/migrate'
import { promptHistory } from './prompt-queries'

let database: WritableDatabase

beforeEach(() => {
  database = openDatabase(':memory:')
  migrate(database)
})

function add(prompts: readonly string[]): void {
  const drafts = prompts.map((prompt) => ({
    id: randomUUID() as GenerationId,
    request: { modelId: 'veo-3.1-fast', prompt },
    resendOf: null
  }))
  createGenerationStore(database).insertBatch(randomUUID(), drafts, 1_000)
}

const found = (text: string): readonly string[] =>
  createGenerationStore(database)
    .page({ view: 'all', text, before: null, limit: 100 })
    .items.map(({ request }) => request.prompt)

it('finds a prompt in any script regardless of spelling variants', () => {
  add(['Старый Маяк', 'Un ÉCLAIR', 'Το Λιμάνι', 'she says “Don’t” – slow‑motion', 'Große Straße', 'İstanbul'])
  expect(found('маяк')).toEqual(['Старый Маяк'])
  expect(found('éclair')).toEqual(['Un ÉCLAIR'])
  expect(found('λιμάνι')).toEqual(['Το Λιμάνι'])
  expect(found('"don\'t" slow-motion')).toEqual(['she says “Don’t” – slow‑motion'])
  expect(found('GROSSE')).toEqual(['Große Straße'])
  expect(found('istanbul')).toEqual(['İstanbul'])
  const history = promptHistory(database, { text: 'МАЯК', before: null, limit: 10 })
  expect(history.prompts.map(({ prompt }) => prompt)).toEqual(['Старый Маяк'])
})

const problem = (code: string): string => JSON.stringify({ code, message: '', retryable: false })

/** Columns that lists depend on, with any values, including impossible combinations. */
const Columns = fc.record({
  prompt: fc.constantFrom('Ärger im Hafen', 'ärger', 'a boat'),
  state: fc.constantFrom(...GenerationState.options),
  needsClick: fc.boolean(),
  problem: fc.constantFrom(null, problem('taken_back'), problem('no_credit'), 'no JSON'),
  hidden: fc.boolean(),
  deletedAtMs: fc.constantFrom(null, 1),
  aspectRatio: fc.constantFrom(undefined, '9:16', '1280x720', 'auto', '4:0', '0:4'),
  isReadable: fc.boolean(),
  videos: fc.array(
    fc.record({
      state: fc.constantFrom(...VideoState.options),
      width: fc.constantFrom(null, 0, 1080),
      height: fc.constantFrom(null, 0, 1920)
    }),
    { maxLength: 2 }
  )
})

type RowColumns = ReturnType<typeof Columns.generate>['value']

function addRow(columns: RowColumns): void {
  add([columns.prompt])
  const { id } = database.prepare('SELECT MAX(id) AS id FROM generation').get() as { id: number }
  changeRow(id, columns)
}

function changeRow(id: number, columns: RowColumns): void {
  const { prompt, aspectRatio } = columns
  database
    .prepare(
      `UPDATE generation SET prompt = :prompt, state = :state, needs_click = :needsClick, problem = :problem, hidden = :hidden,
         deleted_at_ms = :deletedAtMs, request = :request WHERE id = :id`
    )
    .run({
      id,
      prompt,
      request: columns.isReadable ? JSON.stringify({ modelId: 'veo', prompt, aspectRatio }) : 'no JSON',
      state: columns.state,
      needsClick: columns.needsClick ? 1 : 0,
      problem: columns.problem,
      hidden: columns.hidden ? 1 : 0,
      deletedAtMs: columns.deletedAtMs
    })
  database.prepare('DELETE FROM video WHERE generation_id = ?').run(id)
  const insert = database.prepare(
    `INSERT INTO video (uuid, generation_id, position, state, file_bytes, file_sha256, source_bytes, source_sha256,
       saved_at_ms, width, height)
     VALUES (:uuid, :id, :position, :state, 1, 'f', 1, 's', 1, :width, :height)`
  )
  columns.videos.forEach((video, position) => insert.run({ uuid: randomUUID(), id, position, ...video }))
}

/** Returns a generation as the window gets it. */
const inWindow = (generation: Generation) =>
  toGenerationView(generation, {
    waitingFor: needsClick(generation) ? 'click' : null,
    picturesOf: () => ({ hasPoster: false, hasStrip: false, cannotBeShown: false }),
    findModel: () => undefined
  })

it('lists the same rows and shapes in each view as the window, however they changed', () => {
  const text = fc.constantFrom('', 'ÄRGER', 'boat a', 'nothing')
  const rows = fc.array(fc.tuple(Columns, fc.option(Columns, { nil: null })), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(rows, text, (histories, search) => {
      database.exec('DELETE FROM generation_event; DELETE FROM generation')
      for (const [first] of histories) addRow(first)
      histories.forEach(([, later], index) => {
        if (later) changeRow(1_000_000 + index * 1000, later)
      })
      const store = createGenerationStore(database)
      const all = store
        .inStates(...GenerationState.options)
        .map(inWindow)
        .toReversed()
      for (const view of viewNames) {
        const { items } = store.page({ view, text: search, before: null, limit: 100 })
        const expected = all.filter((generation) => isShown(generation, { view, text: search }))
        expect([view, items.map(({ id }) => id)]).toEqual([view, expected.map(({ id }) => id)])
        const query = { view, text: search, before: null, limit: 100, sort: 'newest' } as const
        expect(readListing(database, query)).toEqual(packListing(expected.map(listingEntry)))
        const inView = all.filter((generation) => isShown(generation, { view, text: '' }))
        expect([view, store.counts()[view]]).toEqual([view, inView.length])
      }
    }),
    { numRuns: 150 }
  )
})

it('keeps the listing with the conditions of the views', () => {
  const trigger: unknown = database
    .prepare(`SELECT sql FROM sqlite_schema WHERE name = 'generation_listed'`)
    .get()
  const plain = (sql: string): string => sql.replaceAll(/\s+/g, ' ')
  for (const view of viewNames)
    expect(plain(JSON.stringify(trigger).replaceAll('\\n', ' '))).toContain(plain(views[view].sql))
})

it('reads generations by id, newest first', () => {
  for (const prompt of ['first', 'second', 'third']) add([prompt])
  const ids = createGenerationStore(database)
    .inStates('queued')
    .map(({ id }) => id)
  const read = generationsOf(database, [ids[0]!, ids[2]!, randomUUID() as GenerationId])
  expect(read.map(({ request }) => request.prompt)).toEqual(['third', 'first'])
})
