import { describe, expect, it } from 'vitest'
import { measurement, type Budget } from './measurement'

const measured = { measure: 'start', what: 'start', unit: 'ms' } as const
const ratioOf2: Budget = { of: 'ratio', limit: 2, is: 'at_most' }

describe('measurement', () => {
  it('pairs the values with the floor of the same run', () => {
    const { ratio, isHeld } = measurement({
      ...measured,
      values: [100, 300, 200],
      floor: { what: 'bare window', values: [100, 150, 100] },
      budget: ratioOf2
    })
    expect(ratio).toMatchObject({ median: 2, smallest: 1, largest: 2 })
    expect(isHeld).toBe(true)
  })

  it('compares the medians where there are other numbers of values', () => {
    const { ratio } = measurement({
      ...measured,
      values: [90, 100, 110],
      floor: { what: 'bare window', values: [50, 50] }
    })
    expect(ratio?.median).toBe(2)
  })

  it('has neither a ratio nor a verdict where the floor is nothing', () => {
    const { ratio, isHeld } = measurement({
      ...measured,
      values: [1],
      floor: { what: 'bare window', values: [0] },
      budget: ratioOf2
    })
    expect([ratio, isHeld]).toEqual([null, null])
  })

  it.each<[Budget['of'], Budget['is'], number, boolean]>([
    ['median', 'at_most', 20, true],
    ['median', 'at_most', 19.9, false],
    ['largest', 'at_most', 29, false],
    ['smallest', 'at_least', 10, true],
    ['smallest', 'at_least', 11, false],
    ['excess', 'at_most', 15, true],
    ['excess', 'at_most', 14, false]
  ])('holds a budget of %s %s %s: %s', (of, is, limit, isHeld) => {
    const { isHeld: held } = measurement({
      ...measured,
      values: [10, 20, 30],
      floor: { what: 'bare window', values: [5, 5, 5] },
      budget: { of, is, limit }
    })
    expect(held).toBe(isHeld)
  })

  it('has no verdict without a budget', () => {
    expect(measurement({ ...measured, values: [1] })).toMatchObject({
      floor: null,
      ratio: null,
      isHeld: null
    })
  })
})
