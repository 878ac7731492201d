import { expect, it } from 'vitest'
import type { GenerationView } from '@shared/generation'
import type { Charged } from '@shared/problem'
import { fakeGeneration } from '../api/fake-rows'
import { chargeSentence } from './charge-words'
import { describePhase } from './phase'

const failed = (charged: Charged, chargedMicrodollars: number | null): GenerationView =>
  fakeGeneration({
    state: 'failed',
    problem: { code: 'provider_failed', message: 'ModelsLab reported a failure.', retryable: false, charged },
    chargedMicrodollars
  })

it.each([
  ['not_known', 320_000, 'Your balance went down by $0.32.'],
  ['no', 320_000, 'Your balance went down by $0.32.'],
  ['not_known', 0, 'Your balance did not change.'],
  ['no', null, 'Not charged.'],
  ['yes', null, 'Charged.'],
  ['not_known', null, 'Whether it was charged is not known yet.']
] as const)('says of a failure charged “%s”, measured as %s: %s', (charged, measured, words) => {
  const generation = failed(charged, measured)
  expect(chargeSentence(generation)).toBe(words)
  expect(describePhase(generation, undefined, 0).sentence).toBe(`ModelsLab reported a failure. ${words}`)
})
