import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outsideNumber, parseOutsideJson, wholeClamped, wholeInDigits, wholeWithin } from './outside-number'

const seconds = { least: 1, most: 600 }

describe('an untrusted number', () => {
  it.each([
    [20.5, 20.5],
    ['20.5', 20.5],
    [' 20 ', 20],
    ['+7', 7],
    ['-3', -3],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    [1e308, 1e308]
  ])('reads %j', (value, number) => {
    expect(outsideNumber(value)).toBe(number)
  })

  it.each([
    NaN,
    Infinity,
    -Infinity,
    'NaN',
    'Infinity',
    '1e999',
    '',
    ' ',
    '.',
    '12abc',
    '1,5',
    '1,234',
    '1 234',
    '0x10',
    '0b1',
    '1_000',
    '٣',
    '2026-11-22',
    '9'.repeat(5_000),
    null,
    undefined,
    true,
    [],
    [7],
    {}
  ])('returns null for %j', (value) => {
    expect(outsideNumber(value)).toBeNull()
    expect(wholeWithin(value, seconds)).toBeNull()
    expect(wholeClamped(value, seconds)).toBeNull()
  })

  it.each([
    [146.5279869184, 147],
    ['1.5', 2],
    ['20', 20],
    [0, 1],
    [-5, 1],
    ['-0.2', 1],
    [1e308, 600],
    ['1e300', 600]
  ])('rounds %j up and keeps it within bounds: %i', (value, whole) => {
    expect(wholeClamped(value, seconds)).toBe(whole)
  })

  it.each([
    ['2.3', 3],
    [600, 600],
    [600.5, null],
    [0, null],
    ['-1', null]
  ])('rounds %j up and rejects it out of bounds: %j', (value, whole) => {
    expect(wholeWithin(value, seconds)).toBe(whole)
  })

  it('is a whole number within bounds, or null', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.anything(), fc.double().map(String)), (value) => {
        for (const read of [wholeClamped, wholeWithin]) {
          const whole = read(value, seconds)
          if (whole === null) continue
          expect(Number.isSafeInteger(whole) && whole >= 1 && whole <= 600).toBe(true)
        }
      })
    )
  })

  it.each([
    ['0', 0],
    ['007', 7],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', null],
    ['12.0', null],
    ['1e3', null],
    ['-1', null],
    [' 1', null],
    ['', null],
    [12, null]
  ])('reads the size %j by its digits: %j', (value, whole) => {
    expect(wholeInDigits(value)).toBe(whole)
  })
})

describe('untrusted JSON', () => {
  it.each([
    ['{"id":9007199254740993}', { id: '9007199254740993' }],
    ['{"id": 123456789012345678901234567890 }', { id: '123456789012345678901234567890' }],
    ['{"id":12345678901234567890.0,"eta":1.5}', { id: '12345678901234567890', eta: 1.5 }],
    ['{"id":9007199254740991}', { id: 9007199254740991 }],
    [
      '[1234567890123456789,{"a":[98765432109876543210]}]',
      ['1234567890123456789', { a: ['98765432109876543210'] }]
    ],
    ['{"eta":146.52798691840000001}', { eta: 146.5279869184 }],
    ['{"eta":1e25}', { eta: 1e25 }]
  ])('keeps the digits of whole numbers: %s', (json, value) => {
    expect(parseOutsideJson(json)).toEqual(value)
  })

  it('leaves digits in strings and names unchanged', () => {
    const value = { 'a\\"9007199254740993': 'id: 9007199254740993, "quoted" 12345678901234567890\\' }
    expect(parseOutsideJson(JSON.stringify(value))).toEqual(value)
  })

  it('accepts and rejects the same text as JSON.parse', () => {
    const parsed = (parse: (json: string) => unknown, json: string): unknown => {
      try {
        return [parse(json)]
      } catch {
        return 'no JSON'
      }
    }
    // Whole numbers that would lose digits are read as texts.
    const plain = fc.json().filter((json) => !/\d{16}/.test(json))
    const text = fc.oneof(
      plain,
      plain.map((json) => json.slice(0, -2)),
      fc.constantFrom('{9007199254740993:1}', '{"a":1,9007199254740993 : 1}', '[9007199254740993:1]'),
      fc.string().map((word) => `{"9999999999999999 ${word}":1.5}`)
    )
    fc.assert(
      fc.property(text, (json) => {
        expect(parsed(parseOutsideJson, json)).toEqual(parsed(JSON.parse, json))
      })
    )
  })
})
