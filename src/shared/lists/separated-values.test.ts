import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSeparatedValues } from './separated-values'

const read = (text: string, separator = ','): unknown => {
  const result = readSeparatedValues(text, separator)
  return result.ok ? result.records.map(({ line, fields }) => [line, ...fields]) : result.unclosedQuoteLine
}

test.each([
  [
    'a,b\r\n1,2\r\n',
    [
      [1, 'a', 'b'],
      [2, '1', '2']
    ]
  ],
  [
    '\uFEFFa,b\n1,2',
    [
      [1, 'a', 'b'],
      [2, '1', '2']
    ]
  ],
  [
    'a\r1',
    [
      [1, 'a'],
      [2, '1']
    ]
  ],
  [
    'a,b\n\n\n1,',
    [
      [1, 'a', 'b'],
      [4, '1', '']
    ]
  ],
  [
    '"a, ""b""","c\r\nd"\n1,2',
    [
      [1, 'a, "b"', 'c\r\nd'],
      [3, '1', '2']
    ]
  ],
  ['""', [[1, '']]],
  [',', [[1, '', '']]],
  ['6" tall,"so"so', [[1, '6" tall', '"so"so']]],
  ['"Run, now!" she yells,Oslo', [[1, '"Run, now!" she yells', 'Oslo']]],
  [
    'a\u2028b\u0085c\vd\fe',
    [
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
      [5, 'e']
    ]
  ],
  ['', []]
])('reads %j', (text, records) => {
  expect(read(text)).toEqual(records)
})

test('reads tab-separated values', () => {
  expect(read('a, b\tc\n"1\t2"\t3', '\t')).toEqual([
    [1, 'a, b', 'c'],
    [2, '1\t2', '3']
  ])
})

describe('quotes in tab-separated values', () => {
  test.each([
    ['"Run!" she yells\tOslo', [[1, '"Run!" she yells', 'Oslo']]],
    ['"Run!"\tOslo', [[1, '"Run!"', 'Oslo']]],
    ['Oslo\t"Run!"', [[1, 'Oslo', '"Run!"']]],
    ['"Run!\tOslo', [[1, '"Run!', 'Oslo']]],
    ['""Run!"" she yells\tOslo', [[1, '""Run!"" she yells', 'Oslo']]],
    ['"She says ""Run!"""\tOslo', [[1, 'She says "Run!"', 'Oslo']]],
    [
      '"two\nlines"\tOslo\nx\ty',
      [
        [1, 'two\nlines', 'Oslo'],
        [3, 'x', 'y']
      ]
    ],
    ['"a\ttab"\tOslo', [[1, 'a\ttab', 'Oslo']]],
    [
      '"Run!" she yells\tOslo\n"Stop!" he says\tLima',
      [
        [1, '"Run!" she yells', 'Oslo'],
        [2, '"Stop!" he says', 'Lima']
      ]
    ],
    ['6"\t"', [[1, '6"', '"']]]
  ])('reads %j', (text, records) => {
    expect(read(text, '\t')).toEqual(records)
  })
})

test('reports the line of an unclosed quote', () => {
  expect(read('a,b\n1,"two\nthree\n')).toBe(2)
  expect(read('"')).toBe(1)
})

test('reads back any table written as in RFC 4180', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\t', ';', '\n', '\r', ' ', 'é', '🚗') })
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { maxLength: 6 }))
  const options = fc.record({
    separator: fc.constantFrom(',', ';', '\t'),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    mark: fc.constantFrom('', '\uFEFF')
  })
  fc.assert(
    fc.property(table, options, (rows, { separator, end, mark }) => {
      // Spreadsheets use tabs, and quotes only where they are needed.
      const needs = (text: string): boolean => separator !== '\t' || /["\t\n\r]/.test(text)
      const quoted = (text: string): string => (needs(text) ? `"${text.replaceAll('"', '""')}"` : text)
      const text = rows.map((row) => row.map(quoted).join(separator)).join(end)
      const result = readSeparatedValues(mark + text, separator)
      // An empty line is left out.
      const written = rows.filter((row) => row.map(quoted).join(separator) !== '')
      expect(result.ok && result.records.map(({ fields }) => fields)).toEqual(written)
    }),
    { numRuns: 500 }
  )
})

test('never throws or loses a character of unquoted text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(',', ';', '\t'), (text, separator) => {
      const result = readSeparatedValues(text, separator)
      if (!result.ok || text.includes('"')) return
      const kept = result.records.flatMap(({ fields }) => fields).join('')
      expect(kept).toBe(
        text
          .replace(/^\uFEFF/, '')
          .replaceAll(new RegExp(`[${separator}\\n\\v\\f\\r\\u0085\\u2028\\u2029]`, 'g'), '')
      )
    }),
    { numRuns: 1000 }
  )
})
