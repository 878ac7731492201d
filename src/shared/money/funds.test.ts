import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageOf, coverageWords, type Funds } from './funds'
import type { PriceSpan } from './learned-price'

const price = (about: number): PriceSpan => ({ about, most: about })
const funds = (changes: Partial<Funds> = {}): Funds => ({
  balance: 25_000_000,
  committed: 0,
  committedUnpriced: 0,
  ...changes
})
const sixteen = Array.from({ length: 16 }, () => price(2_400_000))
const words = (prices: readonly (PriceSpan | null)[], of: Funds = funds()): string => {
  const coverage = coverageOf(prices, of)
  return coverage ? coverageWords(coverage) : ''
}

describe('balance coverage', () => {
  it('is shown before sending', () => {
    expect(words(sixteen)).toBe('Balance $25.00 covers 10 of 16')
    expect(coverageOf(sixteen, funds())).toMatchObject({ covered: 10, isShort: true, isAsked: true })
  })

  it('subtracts waiting and running clips', () => {
    expect(words(sixteen, funds({ committed: 4_800_000 }))).toBe(
      'Balance $25.00, less about $4.80 already waiting or running, covers 8 of 16'
    )
    expect(coverageOf([price(1)], funds({ committed: 25_000_000 }))).toMatchObject({
      covered: 0,
      isShort: true
    })
  })

  it('is complete without a question when the balance is exactly enough', () => {
    const exact = Array.from({ length: 10 }, () => price(2_500_000))
    expect(coverageOf(exact, funds())).toMatchObject({ covered: 10, isShort: false, isAsked: false })
    expect(coverageOf([...exact, price(1)], funds())).toMatchObject({ covered: 10, isShort: true })
  })

  it('asks when a price is not known, and shows the known part', () => {
    expect(words([null])).toBe('Balance $25.00 may not be enough: the price of this isn’t known')
    expect(words([price(2_000_000), null, null])).toBe(
      'Balance $25.00 may not be enough: the price of 2 of 3 isn’t known'
    )
    expect(words([price(26_000_000), null])).toBe(
      'Balance $25.00 doesn’t cover the about $26.00 that is known: the price of 1 of 2 isn’t known'
    )
    expect(coverageOf([price(1), null], funds())?.isAsked).toBe(true)
    expect(coverageOf([price(1)], funds({ committedUnpriced: 1 }))?.isAsked).toBe(false)
  })

  it('has its own wording for one clip', () => {
    expect(words([price(30_000_000)])).toBe('Balance $25.00 doesn’t cover this (about $30.00)')
  })

  it('is not known without a balance', () => {
    expect(coverageOf(sixteen, null)).toBeNull()
  })

  it('covers as many clips from the start of the list as the balance pays for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 64 }),
        fc.nat(60_000_000),
        (amounts, balance) => {
          const coverage = coverageOf(amounts.map(price), funds({ balance }))!
          const sum = (count: number): number =>
            amounts.slice(0, count).reduce((total, amount) => total + amount, 0)
          expect(sum(coverage.covered)).toBeLessThanOrEqual(balance)
          if (coverage.covered < amounts.length) expect(sum(coverage.covered + 1)).toBeGreaterThan(balance)
          expect(coverage.isShort).toBe(sum(amounts.length) > balance)
        }
      )
    )
  })
})
