import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { createGenerationStore } from './generation-store'
import { migrate } from '../migrations/migrate'
import { promptHistory } from '../queries/prompt-queries'
import { removeSavedItem, savedItems, savePreset, saveSnippet } from './saved-item-table'
import { measuredPrices, sentSince, sentSinceSql } from '../queries/spend-queries'

let database: WritableDatabase

beforeEach(() => {
  database = openDatabase(':memory:')
  migrate(database)
})

function sent(prompt: string, atMs: number, charged: number | null, generateAudio?: boolean): void {
  const store = createGenerationStore(database)
  const id = randomUUID() as GenerationId
  const sound = generateAudio === undefined ? {} : { generateAudio }
  const request = { modelId: 'veo-3.1-fast', prompt, durationSeconds: 8, ...sound }
  store.insertBatch(randomUUID(), [{ id, request, resendOf: null }], atMs)
  store.move({
    id,
    from: 'queued',
    status: { state: 'ready', submittedAtMs: atMs, remoteId: '1' },
    atMs,
    why: null
  })
  if (charged === null) return
  const charges = [{ id, microdollars: charged, isShare: false }]
  store.settleMeasurement({ id: 1, balanceAfter: 0, payers: 1, outcome: 'each', charges })
}

it('stores every prompt once, the newest first', () => {
  sent('boat', 1_000, null)
  sent('car', 2_000, null)
  sent('boat', 3_000, null)
  const all = { text: '', before: null, limit: 10 }
  expect(promptHistory(database, all)).toEqual({
    prompts: [
      { prompt: 'boat', lastSentAtMs: 3_000, times: 2 },
      { prompt: 'car', lastSentAtMs: 2_000, times: 1 }
    ],
    next: null
  })
  expect(promptHistory(database, { ...all, text: 'CA' }).prompts.map(({ prompt }) => prompt)).toEqual(['car'])
})

it('pages through the history, each prompt once', () => {
  for (const [index, prompt] of ['a', 'b', 'a', 'c', 'd', 'b'].entries()) sent(prompt, index * 1_000, null)
  const seen: string[] = []
  let before: number | null = null
  do {
    const page = promptHistory(database, { text: '', before, limit: 2 })
    seen.push(...page.prompts.map(({ prompt }) => prompt))
    before = page.next
  } while (before !== null)
  expect(seen).toEqual(['b', 'd', 'c', 'a'])
})

it('stores no prompt that was cancelled before it was sent', () => {
  const store = createGenerationStore(database)
  const id = randomUUID() as GenerationId
  const request = { modelId: 'veo-3.1-fast', prompt: 'never mind' }
  store.insertBatch(randomUUID(), [{ id, request, resendOf: null }], 1_000)
  store.move({ id, from: 'queued', status: { state: 'cancelled', problem: null }, atMs: 2_000, why: null })
  expect(promptHistory(database, { text: '', before: null, limit: 10 }).prompts).toEqual([])
})

it('finds generations sent since a time without reading the rest', () => {
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${sentSinceSql}`).all({ sinceMs: 1_000 }) as {
    detail: string
  }[]
  expect(plan.map(({ detail }) => detail).join()).toMatch(
    /SEARCH generation USING INDEX generation_by_submission/
  )
})

it('stores presets and snippets by name, and overwrites one with the same id', () => {
  const preset = { id: randomUUID(), name: 'Wide', parameters: { modelId: 'veo-3.1', aspectRatio: '16:9' } }
  const snippet = { id: randomUUID(), name: 'Light', text: 'soft morning light' }
  savePreset(database, { ...preset, name: 'Old' })
  savePreset(database, preset)
  saveSnippet(database, snippet)
  expect(savedItems(database)).toEqual({ presets: [preset], snippets: [snippet] })
  removeSavedItem(database, preset.id)
  expect(savedItems(database)).toEqual({ presets: [], snippets: [snippet] })
})

it('groups measured prices by model, length, size and sound', () => {
  sent('a', 1_000, 1_920_000)
  sent('b', 2_000, 1_900_000)
  sent('c', 3_000, null)
  sent('d', 4_000, 3_200_000, true)
  sent('e', 5_000, 1_600_000, false)
  const veo = { modelId: 'veo-3.1-fast', durationSeconds: 8, resolution: null }
  expect(measuredPrices(database)).toEqual([
    { ...veo, generateAudio: false, charges: [1_600_000] },
    { ...veo, generateAudio: true, charges: [3_200_000] },
    { ...veo, generateAudio: null, charges: [1_900_000, 1_920_000] }
  ])
})

it('returns generations sent since a time', () => {
  sent('a', 1_000, 5)
  sent('b', 2_000, null)
  expect(sentSince(database, 1_500)).toMatchObject([
    { submittedAtMs: 2_000, failed: false, chargedNothing: false, chargedMicrodollars: null }
  ])
})
