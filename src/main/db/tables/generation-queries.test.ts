import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { GenerationState, VideoState, type GenerationId } from '@shared/generation'
import { isShown, viewNames } from '@shared/library/views'
import { hasWords, searchWords } from '@shared/prompts/search-text'
import { toGenerationView } from '../../generations/domain/view'
import { needsClick, type Generation } from '../../generations/domain/generation'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { createGenerationStore } from './generation-store'
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

it('finds the same prompts as the window for any text and search', () => {
  const letters = fc.constantFrom(...'aàÀéßẞİıIÇςΣёЁйя“"’\'–- %_\\ｶが각\u0301\u00AD'.split(''))
  const text = fc.string({ unit: letters, minLength: 1, maxLength: 6 }).filter((one) => one.trim() !== '')
  fc.assert(
    fc.property(fc.uniqueArray(text, { minLength: 1, maxLength: 8 }), text, (prompts, search) => {
      database.exec('DELETE FROM generation_event; DELETE FROM generation')
      add(prompts)
      const expected = prompts.filter((prompt) => hasWords(prompt, searchWords(search)))
      expect(found(search).toSorted()).toEqual(expected.toSorted())
    }),
    { numRuns: 150 }
  )
})

const problem = (code: string): string => JSON.stringify({ code, message: '', retryable: false })

/** Columns that views filter by with any values, including impossible combinations. */
const Columns = fc.record({
  prompt: fc.constantFrom('Ärger im Hafen', 'ärger', 'a boat'),
  state: fc.constantFrom(...GenerationState.options),
  needsClick: fc.boolean(),
  problem: fc.constantFrom(null, problem('taken_back'), problem('no_credit'), 'no JSON'),
  hidden: fc.boolean(),
  deletedAtMs: fc.constantFrom(null, 1),
  videos: fc.array(fc.constantFrom(...VideoState.options), { maxLength: 2 })
})

function addRow(columns: ReturnType<typeof Columns.generate>['value']): void {
  add([columns.prompt])
  const key = database.prepare('SELECT MAX(id) AS id FROM generation').get() as { id: number }
  database
    .prepare(
      `UPDATE generation SET state = :state, needs_click = :needsClick, problem = :problem, hidden = :hidden,
         deleted_at_ms = :deletedAtMs WHERE id = :id`
    )
    .run({
      id: key.id,
      state: columns.state,
      needsClick: columns.needsClick ? 1 : 0,
      problem: columns.problem,
      hidden: columns.hidden ? 1 : 0,
      deletedAtMs: columns.deletedAtMs
    })
  const insert = database.prepare(
    'INSERT INTO video (uuid, generation_id, position, state) VALUES (:uuid, :id, :position, :state)'
  )
  columns.videos.forEach((state, position) => insert.run({ uuid: randomUUID(), id: key.id, position, state }))
}

/** Returns a generation as the window gets it. */
const inWindow = (generation: Generation) =>
  toGenerationView(generation, {
    waitingFor: needsClick(generation) ? 'click' : null,
    pictureOf: () => 'not_tried',
    findModel: () => undefined
  })

it('returns the same rows for each view as the window for any rows', () => {
  const text = fc.constantFrom('', 'ÄRGER', 'boat a', 'nothing')
  fc.assert(
    fc.property(fc.array(Columns, { minLength: 1, maxLength: 12 }), text, (rows, search) => {
      database.exec('DELETE FROM video; DELETE FROM generation_event; DELETE FROM generation')
      rows.forEach(addRow)
      const store = createGenerationStore(database)
      const all = store
        .inStates(...GenerationState.options)
        .map(inWindow)
        .toReversed()
      for (const view of viewNames) {
        const { items } = store.page({ view, text: search, before: null, limit: 100 })
        const expected = all.filter((generation) => isShown(generation, { view, text: search }))
        expect([view, items.map(({ id }) => id)]).toEqual([view, expected.map(({ id }) => id)])
        const inView = all.filter((generation) => isShown(generation, { view, text: '' }))
        expect([view, store.counts()[view]]).toEqual([view, inView.length])
      }
    }),
    { numRuns: 150 }
  )
})
