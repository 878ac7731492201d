import { expect, it } from 'vitest'
import type { GenerationView } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { fakeGeneration } from '$lib/api/fake-rows'
import { chargeOf, chargeSentence, takenSentence } from './charge-words'
import { describePhase } from '../phase'

const failed = (
  charged: NonNullable<Problem['charged']>,
  chargedMicrodollars: number | null
): GenerationView =>
  fakeGeneration({
    state: 'failed',
    problem: { code: 'provider_failed', message: 'ModelsLab reported a failure.', retryable: false, charged },
    chargedMicrodollars
  })

const together = (isShared: boolean): NonNullable<GenerationView['measuredTogether']> => ({
  measurement: 1,
  count: 6,
  microdollars: 11_520_000,
  isShared
})

it.each([
  ['not_known', 320_000, 'Your balance went down by $0.32.'],
  ['no', 320_000, 'Your balance went down by $0.32.'],
  ['not_known', 0, 'Your balance didn’t change.'],
  ['no', null, 'Not charged.'],
  ['yes', null, 'Charged.'],
  ['not_known', null, 'We don’t know yet if you were charged.']
] as const)('describes a failure charged “%s”, measured as %s: %s', (charged, measured, words) => {
  const generation = failed(charged, measured)
  expect(chargeSentence(generation)).toBe(words)
  expect(describePhase(generation, undefined, 0).sentence).toBe(`ModelsLab reported a failure. ${words}`)
})

it.each([
  [{ chargedMicrodollars: 1_920_000 }, '$1.92'],
  [{ chargedMicrodollars: 1_920_000, measuredTogether: together(true) }, '$1.92 (batch of 6: $11.52)'],
  [{ chargedMicrodollars: null, measuredTogether: together(false) }, 'Not known (batch of 6: $11.52)'],
  [{ chargedMicrodollars: null, measuredTogether: together(true) }, 'Not known'],
  [{ chargedMicrodollars: null }, 'Not known'],
  [{ state: 'queued' as const }, 'Not sent yet']
])('shows its cost, alone or shared: %o', (more, words) => {
  expect(chargeOf(fakeGeneration(more))).toBe(words)
})

it('says that an unanswered request was accepted once its charge is known', () => {
  const unconfirmed = fakeGeneration({ state: 'unconfirmed', chargedMicrodollars: 1_920_000 })
  const words = 'You were charged $1.92, so ModelsLab took it.'
  expect(takenSentence(unconfirmed)).toBe(words)
  expect(describePhase(unconfirmed, undefined, 0).sentence).toBe(words)
  expect(takenSentence(fakeGeneration({ state: 'unconfirmed' }))).toBeNull()
})
