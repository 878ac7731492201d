import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { hasWords, searchWords } from '@shared/prompts/search-text'
import { openDatabase, type WritableDatabase } from './connection/database'
import { createGenerationStore } from './tables/generation-store'
import { migrate } from './migrations/migrate'
import { promptHistory } from './tables/prompt-queries'

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

it('finds a prompt in any script however it is written', () => {
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

it('finds what the window finds, whatever is in the prompts and the search', () => {
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
