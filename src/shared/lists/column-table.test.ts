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
    ['SEP=;\ncity;sky\nOslo;grey\nLima;blue'],
    ['sep =;\ncity;sky\nOslo;grey\nLima;blue'],
    ['sep=:\ncity:sky\nOslo:grey\nLima:blue'],
    ['sep = ；\ncity；sky\nOslo；grey\nLima；blue']
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

  test.each([
    ['prompt；n\nA gull, a；b；1', 'semicolon', 'Line 2 has 3 columns; the header has 2.'],
    ['prompt；n\nA gull; a；1', 'semicolon', [['A gull; a|1'], []]],
    ['提示词，时长\n海鸥,白，8', 'comma', [['海鸥,白|8'], []]],
    ['prompt,n\nA gull，white,8', 'comma', [['A gull，white|8'], []]],
    ['Shots\nprompt，n\n"A gull，white"，8', 'comma', [['A gull，white|8'], ['1 heading']]]
  ])('can be separated as a Chinese keyboard does: %j', (text, format, rows) => {
    expect(guessTableFormat(text, '')).toBe(format)
    expect(read(text, '')).toEqual(rows)
  })

  test('is a list where wide commas only part its phrases', () => {
    expect(guessTableFormat('海鸥，白色\n绳子，红色', '')).toBe('lines')
    expect(guessTableFormat('海鸥；白色\n绳子；红色', '')).toBe('lines')
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

describe('a row that holds no prompt', () => {
  test.each([
    '-',
    '–',
    '---',
    '...',
    '?',
    'n/a',
    'N/A',
    'n.a.',
    'TBD',
    '[TBC]',
    'null',
    '#REF!',
    '#N/A',
    '#DIV/0!',
    'none'
  ])('is left out with %j for its prompt', (cell) => {
    expect(read(`prompt;n\nA gull;1\n${cell};2`, '')).toEqual([['A gull|1'], ['3 empty_cell']])
  })

  test.each(['5', '16:9', '①', '$ 12'])('is left out where it has no words: %j', (cell) => {
    expect(read(`prompt;n\nA gull;1\n${cell};2`, '')).toEqual([['A gull|1'], ['3 wordless']])
  })

  test('counts placeholders in the cells that a prompt uses as empty', () => {
    const text = 'city;sky\nn/a;grey\n-;blue\nOslo;-\n5;red\nNana;TBD'
    expect(read(text, 'A car in {city}')).toEqual([
      ['Oslo|-', '5|red', 'Nana|TBD'],
      ['2 empty_cell', '3 empty_cell']
    ])
  })

  test('is left out where it repeats the header', () => {
    expect(read('prompt;n\nA gull;1\nPrompt;N\nA rope;2\nprompt;', '')).toEqual([
      ['A gull|1', 'A rope|2'],
      ['3 heading', '5 heading']
    ])
    expect(read('prompt;n\nprompt;1', '')).toEqual([['prompt|1'], []])
  })

  test.each([
    'Total cost:;1.92',
    'Average;2',
    'Avg.;2.5 s',
    'Count;3',
    'TOTAL (2);',
    'Total: 3 prompts;',
    'Sum;=SUM(B2:B4)',
    'Gesamtdauer;24 Sekunden'
  ])('is left out where it adds up the others: %j', (row) => {
    expect(read(`prompt;n\nA gull;1\n${row}`, '')).toEqual([['A gull|1'], ['3 total']])
  })

  test.each([
    'Count Dracula;3',
    'Total Recall poster;2',
    'Average street;1',
    '#sunset;2',
    'Nullarbor;1',
    'Nana;2',
    '🎬;1'
  ])('is another one than %j', (row) => {
    expect(read(`prompt;n\n${row}`, '')).toEqual([[row.replace(';', '|')], []])
  })
})

describe('a header below a title', () => {
  test.each([
    ['Shot list;;\nprompt;duration;x\nA gull;8;', 'semicolon', ['A gull|8|'], ['1 heading']],
    ['# my shots\nprompt;duration\nA gull;8', 'semicolon', ['A gull|8'], ['1 heading']],
    [
      'Film\n\n# v2, final\nprompt,duration\n"A gull, white",8',
      'comma',
      ['A gull, white|8'],
      ['1 heading', '3 heading']
    ],
    ['Shot list\t\nNr\tBeschreibung\n1\tA gull', 'tab', ['1|A gull'], ['1 heading']]
  ])('is found, and the lines above are left out: %j', (text, format, rows, leftOut) => {
    expect(guessTableFormat(text, '')).toBe(format)
    expect(read(text, '')).toEqual([rows, leftOut])
  })

  test('is found by the names that the prompt uses', () => {
    expect(read('Trip\ncity;sky\nOslo;grey', '{city}, {sky}')).toEqual([['Oslo|grey'], ['1 heading']])
  })

  test('can be one that the user sends with the others', () => {
    expect(read('A boat\nprompt;n\nA gull;1', '', [1])).toEqual([['A boat|', 'A gull|1'], []])
  })

  test.each([
    ['prompt;n\nprompt;n\nA gull;1', ['A gull|1'], ['2 heading']],
    ['city;note\nOslo;text\nLima;x', ['Oslo|text', 'Lima|x'], []]
  ])('is the first row where that names columns: %j', (text, rows, leftOut) => {
    expect(read(text, '{city}')).toEqual([rows, leftOut])
  })
})

test('recognises a long table whose quotes are cut by the part that is looked at', () => {
  const rows = Array.from(
    { length: 40 },
    (_, row) => `"A gull, white, number ${row}${' and sea'.repeat(40)}",8`
  )
  expect(guessTableFormat(`prompt,duration\n${rows.join('\n')}`, '')).toBe('comma')
})

test.each([
  ['city;sky\nOslo;grey\nLima;blue', 'semicolon'],
  ['city\tsky\nOslo\tgrey', 'tab'],
  ['A boat; slow pan\nA car', 'lines'],
  ['A boat drifts over the quiet sea; slow pan\nA car drives through the rain; fast', 'lines'],
  ['a boat, slow\na car, fast', 'lines'],
  ['Nr,Video prompt,Seconds,Notes\n1,"A gull, white",8,x', 'comma'],
  ['Film\nNr,Video prompt,Seconds,Notes\n1,"A gull, white",8,x', 'comma'],
  ['Description, sound, and a boat\nA car', 'lines']
])('reads %j as %s for any prompt', (text, format) => {
  expect(guessTableFormat(text, 'nothing of it')).toBe(format)
})
