import { expect, it } from 'vitest'
import type { Problem } from '@shared/problem'
import { fakeGeneration } from '$lib/api/fake-rows'
import { daySummary } from './day-summary'

const clip = fakeGeneration({ chargedMicrodollars: 1_920_000 })
const problem: Problem = { code: 'bad_request', message: 'No.', retryable: false, charged: 'no' }

const summary = (generations: Parameters<typeof daySummary>[0]): string =>
  daySummary(generations, ({ request }) => (request.modelId === 'unpriced' ? null : 1_920_000))

it('counts only clips and adds up their costs', () => {
  const waiting = fakeGeneration({ state: 'queued' })
  const refused = fakeGeneration({ state: 'failed', problem })
  expect(summary([clip, clip, waiting, refused])).toBe('2 clips · $3.84')
})

it('adds estimates for the rest and counts clips without a price', () => {
  expect(summary([clip, fakeGeneration()])).toBe('2 clips · $1.92 + about $1.92')
  const unpriced = fakeGeneration({ request: { modelId: 'unpriced', prompt: 'a boat' } })
  expect(summary([clip, unpriced])).toBe('2 clips · $1.92 + 1 charge not known')
  expect(summary([fakeGeneration({ state: 'processing' })])).toBe('about $1.92')
})

it('shows a shared cost when all its clips are from that day', () => {
  const together = { measurement: 3, count: 2, microdollars: 5_000_000, isShared: false }
  const member = fakeGeneration({ measuredTogether: together })
  expect(summary([clip, member, member])).toBe('3 clips · $6.92')
  expect(summary([clip, member])).toBe('2 clips · $1.92 + about $1.92')
})

it('shows charges without a clip, and nothing without charges', () => {
  expect(summary([fakeGeneration({ state: 'failed', chargedMicrodollars: 320_000 })])).toBe('$0.32')
  expect(summary([fakeGeneration({ state: 'cancelled' })])).toBe('')
})
