import { expect, it } from 'vitest'
import type { SpendRow } from '@shared/money/spend'
import { amountWords, limitWords, notCut, perCircledWords, unknownWords } from './spend-words'

const row = (more: Partial<SpendRow>): SpendRow => ({
  key: 'x',
  title: null,
  circledCount: null,
  cut: null,
  generations: 3,
  knownMicrodollars: 0,
  unknownCount: 0,
  aboutMicrodollars: 0,
  unpricedCount: 0,
  failedCount: 0,
  ...more
})

it('shows known and unknown costs separately', () => {
  const some = row({ knownMicrodollars: 1_920_000, unknownCount: 2, aboutMicrodollars: 3_840_000 })
  expect([amountWords(some), unknownWords(some)]).toEqual([
    '$1.92 + about $3.84',
    'about $3.84 for 2 clips, not confirmed'
  ])
  const partly = row({ unknownCount: 3, aboutMicrodollars: 1_920_000, unpricedCount: 2 })
  expect([amountWords(partly), unknownWords(partly)]).toEqual([
    'about $1.92',
    'about $1.92 for 1 clip, not confirmed · 2 charges not known'
  ])
  const none = row({ unknownCount: 1, unpricedCount: 1 })
  expect([amountWords(none), unknownWords(none)]).toEqual(['–', '1 charge not known'])
  expect([amountWords(row({})), unknownWords(row({}))]).toEqual(['$0.00', null])
})

it('divides the whole cost by the takes that are used', () => {
  const shot = row({ knownMicrodollars: 5_760_000, circledCount: 1 })
  expect(perCircledWords(shot)).toBe('$5.76')
  expect(perCircledWords({ ...shot, unknownCount: 1, aboutMicrodollars: 1_920_000, circledCount: 2 })).toBe(
    'about $3.84'
  )
  expect(perCircledWords({ ...shot, circledCount: 0 })).toBe('–')
})

it('tells what was made for an edit and not used from its cut', () => {
  const cut = { ...row({ generations: 2, knownMicrodollars: 1_000_000, unknownCount: 1 }) }
  const rest = notCut(row({ generations: 5, knownMicrodollars: 3_500_000, unknownCount: 1 }), cut)
  expect([rest.generations, amountWords(rest)]).toEqual([3, '$2.50'])
})

it('names the limits of a day and of one press', () => {
  const words = (day: number | null, batch: number | null): string | null =>
    limitWords({ dayCapMicrodollars: day, batchCapMicrodollars: batch })
  expect([
    words(20_000_000, 5_000_000),
    words(20_000_000, null),
    words(null, 5_000_000),
    words(null, null)
  ]).toEqual(['Limit $20.00 a day, $5.00 a batch', 'Limit $20.00 a day', 'Limit $5.00 a batch', null])
})
