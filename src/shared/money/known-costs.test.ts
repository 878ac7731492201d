import { expect, it } from 'vitest'
import { knownCosts } from './known-costs'

const one = (more: object): Parameters<typeof knownCosts>[0][number] => ({
  chargedMicrodollars: null,
  measuredTogether: null,
  isFree: false,
  ...more
})
const total = { measurement: 7, count: 2, microdollars: 5_000_000, isShared: false }

it('returns measured charges, and zero for free clips', () => {
  const sent = [one({ chargedMicrodollars: 1_920_000 }), one({ isFree: true }), one({})]
  expect(knownCosts(sent)).toEqual([1_920_000, 0, null])
})

it('counts a shared cost once, also beside a free clip', () => {
  const member = one({ measuredTogether: total })
  expect(knownCosts([member, one({ isFree: true, measuredTogether: total }), member])).toEqual([
    5_000_000, 0, 0
  ])
})

it('leaves out a shared cost when one of its clips is missing', () => {
  expect(knownCosts([one({ measuredTogether: total }), one({})])).toEqual([null, null])
})

it('counts each share separately, and a clip without a share as unknown', () => {
  const shared = { ...total, isShared: true }
  const sent = [one({ chargedMicrodollars: 2, measuredTogether: shared }), one({ measuredTogether: shared })]
  expect(knownCosts(sent)).toEqual([2, null])
})
