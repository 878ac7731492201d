import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { FakeClock } from '../../base/testing/fake-clock'
import type { JournalEntry } from './journal-entry'
import { emptyStore } from '../../generations/testing/engine-bench'
import { journaledStore } from './journaled-store'

const newId = (): GenerationId => randomUUID() as GenerationId
const request = { modelId: 'veo-3.1-fast', prompt: 'boat' }

it('journals what a press settles once, however often it is repeated', () => {
  const entries: JournalEntry[] = []
  const store = journaledStore(emptyStore(), {
    append: (entry) => entries.push(entry),
    clock: new FakeClock()
  })
  const [old, fresh, press] = [newId(), newId(), randomUUID()]
  store.insertBatch(randomUUID(), [{ id: old, request, resendOf: null }], 1)
  const settles = {
    id: old,
    from: 'queued',
    status: { state: 'cancelled', problem: null },
    atMs: 2,
    why: 'x'
  } as const
  for (const id of [fresh, newId()]) store.insertBatch(press, [{ id, request, resendOf: old }], 2, settles)
  expect(entries.map((entry) => [entry.kind, 'generationId' in entry && entry.generationId])).toEqual([
    ['queued', old],
    ['moved', old],
    ['queued', fresh]
  ])
})
