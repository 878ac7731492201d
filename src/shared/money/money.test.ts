import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { exactDollars, formatDollars, fromDollars, plainDollars } from './money'

const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })
/** The microdollars of a written amount, by its digits alone. */
const readBack = (written: string): number =>
  fromDollars(written.replace('−', '-').replace('$', '')) ?? Number.NaN

describe('a formatted amount', () => {
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

  test('is within half a cent, and rounded in the given direction', () => {
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

  test.each(['nearest', 'up', 'down'] as const)(
    'never decreases for a larger amount, rounded %s',
    (rounding) => {
      fc.assert(
        fc.property(amounts, fc.nat(20_000), (amount, more) => {
          expect(readBack(formatDollars(amount + more, rounding))).toBeGreaterThanOrEqual(
            readBack(formatDollars(amount, rounding))
          )
        })
      )
    }
  )

  test('shows zero only for zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), (amount) => {
        expect(readBack(formatDollars(amount))).toBeGreaterThan(0)
      })
    )
  })

  test('differs from the limit for an estimate above it', () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.integer({ min: 1, max: 20_000 }), (limit, over) => {
        expect(readBack(formatDollars(limit + over, 'up'))).toBeGreaterThan(readBack(exactDollars(limit)))
      })
    )
  })
})

describe('an exact amount', () => {
  test('parses back unchanged, and has at least two digits of cents', () => {
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

describe('parsing dollars', () => {
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
  ])('reads %j as %i', (dollars, micro) => {
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
  ])('rejects %j', (dollars) => {
    expect(fromDollars(dollars)).toBeNull()
  })

  test('reads a number like its digits', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(fromDollars(amount / 1_000_000)).toBe(amount)
      })
    )
  })

  test('adds parsed amounts exactly', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 64 }), (several) => {
        const sum = several.reduce((total, amount) => total + (fromDollars(plainDollars(amount)) ?? 0), 0)
        expect(BigInt(sum)).toBe(several.reduce((total, amount) => total + BigInt(amount), 0n))
      })
    )
  })
})
