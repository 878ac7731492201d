import { expect, it } from 'vitest'
import type { Problem } from '@shared/problem'
import { fakeGeneration } from '../api/fake-rows'
import { daySummary } from './day-summary'

const clip = fakeGeneration({ chargedMicrodollars: 1_920_000 })
const problem: Problem = { code: 'bad_request', message: 'No.', retryable: false, charged: 'no' }

it('counts clips only, and adds up what they cost', () => {
  const waiting = fakeGeneration({ state: 'queued' })
  const refused = fakeGeneration({ state: 'failed', problem })
  expect(daySummary([clip, clip, waiting, refused])).toBe('2 clips · $3.84')
})

it('says no sum where a part of it is not known', () => {
  expect(daySummary([clip, fakeGeneration()])).toBe('2 clips')
  expect(daySummary([clip, fakeGeneration({ state: 'processing' })])).toBe('1 clip')
})

it('says what was paid for no clip at all, and nothing of nothing', () => {
  expect(daySummary([fakeGeneration({ state: 'failed', chargedMicrodollars: 320_000 })])).toBe('$0.32')
  expect(daySummary([fakeGeneration({ state: 'cancelled' })])).toBe('')
})
