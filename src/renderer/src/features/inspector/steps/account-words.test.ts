import type { AccountSigns } from '@shared/money/account-signs'
import { describe, expect, it } from 'vitest'
import { accountMeaning, candidateWords, queueWords } from './account-words'

const signs = (more: Partial<AccountSigns>): AccountSigns => ({
  balanceBeforeMicrodollars: null,
  balanceNowMicrodollars: null,
  sentSince: 0,
  queuedAtProvider: null,
  runningHere: 0,
  candidates: null,
  candidatesLeftOut: 0,
  ...more
})
const candidate = { remoteId: '7', hasThisPrompt: null, createdAtMs: null }

describe('describes what the account shows about an unconfirmed clip', () => {
  it.each<[Partial<AccountSigns>, string]>([
    [{}, 'This doesn’t show whether it ran.'],
    [{ balanceNowMicrodollars: 5 }, 'This doesn’t show whether it ran.'],
    [
      { balanceBeforeMicrodollars: 9, balanceNowMicrodollars: 5 },
      'Your balance went down, so it probably ran.'
    ],
    [
      { balanceBeforeMicrodollars: 9, balanceNowMicrodollars: 5, sentSince: 2 },
      'Your balance went down, but 2 clips sent since may be why.'
    ],
    [
      { balanceBeforeMicrodollars: 9, balanceNowMicrodollars: 9, queuedAtProvider: 1, runningHere: 1 },
      'Your balance hasn’t gone down. You may still be charged when it finishes.'
    ],
    [{ queuedAtProvider: 2, runningHere: 1 }, 'ModelsLab’s queue holds more clips than Dailies knows.'],
    [{ candidates: [candidate] }, 'This doesn’t show whether it ran.'],
    [
      {
        candidates: [{ ...candidate, hasThisPrompt: true }],
        balanceBeforeMicrodollars: 9,
        balanceNowMicrodollars: 5
      },
      'Your account has a clip with this exact prompt, so it probably ran.'
    ]
  ])('%j: %s', (some, words) => {
    expect(accountMeaning(signs(some))).toBe(words)
  })
})

it.each([
  [null, 0, 'Not known'],
  [0, 3, '0'],
  [1, 0, '1, not in Dailies'],
  [2, 5, '2, already in Dailies'],
  [3, 1, '3, 1 in Dailies']
])('describes a queue of %j with %i running: %s', (queuedAtProvider, runningHere, words) => {
  expect(queueWords(signs({ queuedAtProvider, runningHere }))).toBe(words)
})

it('shows only known facts about a clip in the account', () => {
  expect(candidateWords(candidate)).toEqual([])
  expect(candidateWords({ ...candidate, hasThisPrompt: false })).toEqual(['Another prompt'])
  expect(
    candidateWords({ ...candidate, hasThisPrompt: true, createdAtMs: Date.UTC(2026, 10, 22, 12) })
  ).toEqual(['The same prompt', expect.stringContaining('2026')])
})

it('does not guess whether the request was accepted once a charge is known', () => {
  const fell = { balanceBeforeMicrodollars: 9, balanceNowMicrodollars: 5 }
  const found = signs({ ...fell, candidates: [{ ...candidate, hasThisPrompt: true }] })
  expect(accountMeaning(found, true)).toBe('Your account has a clip with this exact prompt.')
  expect(accountMeaning({ ...found, candidates: [] }, true)).toBe('Pick its clip below, or enter its ID.')
})
