import { expect, it } from 'vitest'
import type { Problem } from '@shared/problem'
import { fakeGeneration } from '$lib/api/fake-rows'
import { daySummary } from './day-summary'

const clip = fakeGeneration({ chargedMicrodollars: 1_920_000 })
const problem: Problem = { code: 'bad_request', message: 'No.', retryable: false, charged: 'no' }

const summary = (generations: Parameters<typeof daySummary>[0]): string =>
  daySummary(generations, ({ request }) => (request.modelId === 'unpriced' ? null : 1_920_000))

it('counts clips only, and adds up what they cost', () => {
  const waiting = fakeGeneration({ state: 'queued' })
  const refused = fakeGeneration({ state: 'failed', problem })
  expect(summary([clip, clip, waiting, refused])).toBe('2 clips · $3.84')
})

it('adds what the rest should cost, and counts what has no price', () => {
  expect(summary([clip, fakeGeneration()])).toBe('2 clips · $1.92 + about $1.92')
  const unpriced = fakeGeneration({ request: { modelId: 'unpriced', prompt: 'a boat' } })
  expect(summary([clip, unpriced])).toBe('2 clips · $1.92 + 1 charge not known')
  expect(summary([fakeGeneration({ state: 'processing' })])).toBe('about $1.92')
})

it('says what several cost together, where all of them are of that day', () => {
  const together = { measurement: 3, count: 2, microdollars: 5_000_000, isShared: false }
  const member = fakeGeneration({ measuredTogether: together })
  expect(summary([clip, member, member])).toBe('3 clips · $6.92')
  expect(summary([clip, member])).toBe('2 clips · $1.92 + about $1.92')
})

it('says what was paid for no clip at all, and nothing of nothing', () => {
  expect(summary([fakeGeneration({ state: 'failed', chargedMicrodollars: 320_000 })])).toBe('$0.32')
  expect(summary([fakeGeneration({ state: 'cancelled' })])).toBe('')
})
