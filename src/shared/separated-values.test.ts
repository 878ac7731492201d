import fc from 'fast-check'
import { expect, test } from 'vitest'
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
  ['6" tall,"so"so', [[1, '6" tall', 'soso']]],
  ['', []]
])('%j', (text, records) => {
  expect(read(text)).toEqual(records)
})

test('tabs', () => {
  expect(read('a, b\tc\n"1\t2"\t3', '\t')).toEqual([
    [1, 'a, b', 'c'],
    [2, '1\t2', '3']
  ])
})

test('an unclosed quote is named by its line', () => {
  expect(read('a,b\n1,"two\nthree\n')).toBe(2)
  expect(read('"')).toBe(1)
})

test('what is written as RFC 4180 says is read again', () => {
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
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
      const text = rows.map((row) => row.map(quoted).join(separator)).join(end)
      const result = readSeparatedValues(mark + text, separator)
      expect(result.ok && result.records.map(({ fields }) => fields)).toEqual(rows)
    }),
    { numRuns: 500 }
  )
})

test('it never throws, and loses no character of unquoted text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(',', ';', '\t'), (text, separator) => {
      const result = readSeparatedValues(text, separator)
      if (!result.ok || text.includes('"')) return
      const kept = result.records.flatMap(({ fields }) => fields).join('')
      expect(kept).toBe(text.replace(/^\uFEFF/, '').replaceAll(new RegExp(`[${separator}\r\n]`, 'g'), ''))
    }),
    { numRuns: 1000 }
  )
})
