import { describe, expect, it } from 'vitest'
import { median, quantile, ratios, summarise } from './statistics'

describe('statistics', () => {
  it('takes the middle of an odd and of an even number of values, in whatever order', () => {
    expect(median([5, 1, 3])).toBe(3)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([7])).toBe(7)
  })

  it('interpolates quantiles and includes both ends', () => {
    const values = Array.from({ length: 101 }, (_, index) => index)
    expect(quantile(values, 0.95)).toBe(95)
    expect(quantile(values, 0)).toBe(0)
    expect(quantile(values, 1)).toBe(100)
    expect(quantile([0, 10], 0.25)).toBe(2.5)
  })

  it('leaves the list as it was', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })

  it('sums up a list with a spread that one outlier does not move', () => {
    expect(summarise([10, 11, 9, 10, 511])).toEqual({
      count: 5,
      median: 10,
      p95: expect.closeTo(411) as number,
      smallest: 9,
      largest: 511,
      spread: 1
    })
  })

  it('refuses to summarise nothing', () => {
    expect(() => summarise([])).toThrow('No values')
  })

  it('pairs each value with the floor of the same run', () => {
    expect(ratios([2, 6], [1, 2])).toEqual([2, 3])
    expect(() => ratios([1], [1, 2])).toThrow('cannot be paired')
  })
})
