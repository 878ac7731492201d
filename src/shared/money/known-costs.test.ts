import { expect, it } from 'vitest'
import { knownCosts } from './known-costs'

const one = (more: object): Parameters<typeof knownCosts>[0][number] => ({
  chargedMicrodollars: null,
  measuredTogether: null,
  isFree: false,
  ...more
})
const total = { measurement: 7, count: 2, microdollars: 5_000_000, isShared: false }

it('knows what was measured, and what cost nothing', () => {
  const sent = [one({ chargedMicrodollars: 1_920_000 }), one({ isFree: true }), one({})]
  expect(knownCosts(sent)).toEqual([1_920_000, 0, null])
})

it('counts what several cost together once, beside one that was free', () => {
  const member = one({ measuredTogether: total })
  expect(knownCosts([member, one({ isFree: true, measuredTogether: total }), member])).toEqual([
    5_000_000, 0, 0
  ])
})

it('does not count a sum where one of them is not here', () => {
  expect(knownCosts([one({ measuredTogether: total }), one({})])).toEqual([null, null])
})

it('takes each share for itself, and what was left out of the sum for not known', () => {
  const shared = { ...total, isShared: true }
  const sent = [one({ chargedMicrodollars: 2, measuredTogether: shared }), one({ measuredTogether: shared })]
  expect(knownCosts(sent)).toEqual([2, null])
})
