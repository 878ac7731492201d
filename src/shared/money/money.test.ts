import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { exactDollars, formatDollars, fromDollars, plainDollars } from './money'

const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })
/** The microdollars of a written amount, by its digits alone. */
const readBack = (written: string): number =>
  fromDollars(written.replace('−', '-').replace('$', '')) ?? Number.NaN

describe('an amount as it is written', () => {
  it.each([
    [1_920_000, '$1.92', '$1.92'],
    [1_005_000, '$1.01', '$1.01'],
    [2_675_000, '$2.68', '$2.68'],
    [1_004_000, '$1.00', '$1.01'],
    [999_999, '$1.00', '$1.00'],
    [31_000, '$0.031', '$0.031'],
    [31_200, '$0.031', '$0.032'],
    [400, '$0.0004', '$0.0004'],
    [400_000, '$0.40', '$0.40'],
    [0, '$0.00', '$0.00'],
    [-1_500_000, '−$1.50', '−$1.50']
  ])('%i millionths: %s, and as an estimate %s', (amount, nearest, up) => {
    expect([formatDollars(amount), formatDollars(amount, 'up')]).toEqual([nearest, up])
  })

  test('is at most half a cent away, and on the side that was asked for', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(Math.abs(readBack(formatDollars(amount)) - amount)).toBeLessThanOrEqual(5_000)
        expect(readBack(formatDollars(amount, 'up')) - amount).toBeGreaterThanOrEqual(0)
        expect(readBack(formatDollars(amount, 'up')) - amount).toBeLessThan(10_000)
        expect(amount - readBack(formatDollars(amount, 'down'))).toBeGreaterThanOrEqual(0)
        expect(amount - readBack(formatDollars(amount, 'down'))).toBeLessThan(10_000)
      })
    )
  })

  test.each(['nearest', 'up', 'down'] as const)('never reads as less for more, rounded %s', (rounding) => {
    fc.assert(
      fc.property(amounts, fc.nat(20_000), (amount, more) => {
        expect(readBack(formatDollars(amount + more, rounding))).toBeGreaterThanOrEqual(
          readBack(formatDollars(amount, rounding))
        )
      })
    )
  })

  test('hides no amount: only nothing reads as nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), (amount) => {
        expect(readBack(formatDollars(amount))).toBeGreaterThan(0)
      })
    )
  })

  test('an estimate over a limit never reads like the limit', () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.integer({ min: 1, max: 20_000 }), (limit, over) => {
        expect(readBack(formatDollars(limit + over, 'up'))).toBeGreaterThan(readBack(exactDollars(limit)))
      })
    )
  })
})

describe('an exact amount', () => {
  test('comes back as it was, and has two digits of cents at least', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        expect(fromDollars(plainDollars(amount))).toBe(amount)
        expect(plainDollars(amount)).toMatch(/^-?\d+\.\d{2,6}$/)
      })
    )
    expect([exactDollars(1_005_000), exactDollars(7_500_000), exactDollars(-1)]).toEqual([
      '$1.005',
      '$7.50',
      '−$0.000001'
    ])
  })
})

describe('dollars as they are read', () => {
  it.each([
    ['7.5', 7_500_000],
    [' 7.50 ', 7_500_000],
    ['7', 7_000_000],
    ['7.', 7_000_000],
    ['.5', 500_000],
    ['-1.25', -1_250_000],
    ['0.1234565', 123_457],
    ['0.1234564999', 123_456],
    ['9007199254.740991', Number.MAX_SAFE_INTEGER],
    [43.6, 43_600_000],
    [1.005, 1_005_000],
    [0.1 + 0.2, 300_000],
    [1e-7, 0],
    [-0, 0]
  ])('%j is %i', (dollars, micro) => {
    expect(fromDollars(dollars)).toBe(micro)
  })

  it.each([
    '',
    ' ',
    '.',
    '-',
    '0x10',
    '1e3',
    'Infinity',
    'lots',
    '1,920.50',
    '7,50',
    '1.2.3',
    '$5',
    '9007199254.740992',
    '1'.repeat(400),
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e21,
    null,
    true,
    undefined,
    {}
  ])('%j is no amount', (dollars) => {
    expect(fromDollars(dollars)).toBeNull()
  })

  test('a number says the same as its digits', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(fromDollars(amount / 1_000_000)).toBe(amount)
      })
    )
  })

  test('sums of what was read are exact', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 64 }), (several) => {
        const sum = several.reduce((total, amount) => total + (fromDollars(plainDollars(amount)) ?? 0), 0)
        expect(BigInt(sum)).toBe(several.reduce((total, amount) => total + BigInt(amount), 0n))
      })
    )
  })
})
