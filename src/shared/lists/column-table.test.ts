import { describe, expect, test } from 'vitest'
import { parsePromptTable } from './prompt-table'
import { guessTableFormat } from './table-format'

function read(text: string, prompt: string, switched: readonly number[] = []): unknown {
  const table = parsePromptTable(text, guessTableFormat(text, prompt), { prompt, switched })
  if (!table.ok) return table.error.message
  const { leftOut = [], rows } = table.value
  const cells = rows.map((row) => ('cells' in row ? row.cells.join('|') : row.prompt))
  return [cells, leftOut.map(({ line, doubt }) => `${line} ${doubt}`)]
}

describe('a spreadsheet', () => {
  test.each([
    ['sep=;\ncity;sky\nOslo;grey\nLima;blue'],
    ['\uFEFFsep=;\r\ncity;sky\r\nOslo;grey\r\nLima;blue\r\n'],
    ['"sep=;"\ncity;sky\nOslo;grey\nLima;blue'],
    ['SEP=;\ncity;sky\nOslo;grey\nLima;blue']
  ])('can name its separator: %j', (text) => {
    expect(read(text, 'no name of it')).toEqual([['Oslo|grey', 'Lima|blue'], []])
  })

  test('can be separated by commas or tabs', () => {
    expect(read('sep=,\ncity,sky\nOslo,grey', '')).toEqual([['Oslo|grey'], []])
    expect(read('sep=\t\ncity\tsky\nOslo\tgrey', '')).toEqual([['Oslo|grey'], []])
    expect(parsePromptTable('sep=;\na boat', 'lines')).toMatchObject({
      value: { rows: [{ prompt: 'a boat' }] }
    })
  })

  test('reports line numbers of the file', () => {
    expect(parsePromptTable('sep=;\ncity;sky\nOslo;grey;x', 'semicolon')).toMatchObject({
      error: { message: 'Line 3 has 3 columns; the header has 2.' }
    })
  })

  test('leaves out empty rows, rows without a used cell, and totals', () => {
    const text = 'city;sky\nOslo;grey\n;\nLima;\n;blue\nTotal;2'
    expect(read(text, 'A car in {city} at {sky}')).toEqual([
      ['Oslo|grey'],
      ['3 empty', '4 empty_cell', '5 empty_cell', '6 total']
    ])
    expect(read(text, 'A car in {city}')).toEqual([
      ['Oslo|grey', 'Lima|'],
      ['3 empty', '5 empty_cell', '6 total']
    ])
    expect(read(text, 'A car in {city} at {sky}', [4, 2])).toEqual([
      ['Lima|'],
      ['2 switched_off', '3 empty', '5 empty_cell', '6 total']
    ])
    expect(read('prompt\tnote\na boat\tx\n\u3164\ty', '')).toEqual([['a boat|x'], ['3 empty_cell']])
  })

  test.each([
    'Total;2',
    'total:;',
    'Grand Total;$ 12.50',
    'Summe;1.234,00',
    'Gesamt;',
    'Итого;3',
    '合計;4',
    ';Total',
    'Subtotal;7'
  ])('leaves out a row of totals: %j', (row) => {
    expect(read(`city;sky\nOslo;grey\n${row}`, '{city}')).toEqual([['Oslo|grey'], ['3 total']])
  })

  test('leaves out totals shorter than the table', () => {
    expect(read('city;sky;x\nOslo;grey;1\nTotal;2', '{city}')).toEqual([['Oslo|grey|1'], ['3 total']])
  })

  test.each(['Total eclipse;2', 'Summer;grey', 'Total;eclipse'])(
    'keeps a row that only starts like totals: %j',
    (row) => {
      expect(read(`city;sky\n${row}`, '{city}')).toEqual([[row.replace(';', '|')], []])
    }
  )

  test('ignores extra separators after the last column', () => {
    expect(read('city;sky;;\nOslo;grey;;\nLima;blue;;', '{city}')).toEqual([['Oslo|grey', 'Lima|blue'], []])
  })
})

test.each([
  ['city;sky\nOslo;grey\nLima;blue', 'semicolon'],
  ['city\tsky\nOslo\tgrey', 'tab'],
  ['A boat; slow pan\nA car', 'lines'],
  ['A boat drifts over the quiet sea; slow pan\nA car drives through the rain; fast', 'lines'],
  ['a boat, slow\na car, fast', 'lines']
])('reads %j as %s for any prompt', (text, format) => {
  expect(guessTableFormat(text, 'nothing of it')).toBe(format)
})
