import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../problem'
import { maximumTableLength, parsePromptTable, type TableFormat } from './prompt-table'
import { guessTableFormat } from './table-format'
import { rowPrompts, variablePlaces } from './row-prompts'
import { expandedTexts } from '../testing/expanded-texts'

const problemOf = (text: string, format: TableFormat = 'comma'): unknown => {
  const table = parsePromptTable(text, format)
  return table.ok ? null : table.error.message
}

function prompts(prompt: string, text: string, format: TableFormat = 'comma'): unknown {
  const table = parsePromptTable(text, format)
  if (!table.ok) return table.error.message
  const rows = rowPrompts(prompt, table.value)
  return rows.ok
    ? rows.value.flatMap((row) => {
        const expanded = expandedTexts(row, 100)
        return expanded.ok ? expanded.value : [expanded.error.message]
      })
    : [rows.error.field, rows.error.message]
}

test('reads a list as one prompt per line, with variations', () => {
  const list = '\uFEFFa boat, slowly\r\n\r\n  a {red|blue} car  \r\n'
  expect(prompts('not used', list, 'lines')).toEqual(['a boat, slowly', 'a red car', 'a blue car'])
  expect(prompts('film of {prompt}', list, 'lines')).toEqual([
    'film of a boat, slowly',
    'film of a red car',
    'film of a blue car'
  ])
  expect(parsePromptTable(list, 'lines')).toMatchObject({ value: { rows: [{ line: 1 }, { line: 3 }] } })
})

test('rejects a variable in the prompt when the list has no columns', () => {
  const csv = 'city,weather\nOslo,snow\nLima,mist'
  expect(prompts('A {city} street, {weather}', csv, 'lines')).toEqual([
    'prompt',
    'There’s no “city” column in this list.'
  ])
  expect(prompts(String.raw`\{city\} in {"json": "{prompt}"}`, 'a boat', 'lines')).toEqual([
    '{city} in {"json": "a boat"}'
  ])
})

test('finds only variables of the table, also within variations', () => {
  const prompt = String.raw`{ city } and {{sky}|no {weather}} and \{city\} or {prompt}`
  const names = (text: string, format: TableFormat): unknown => {
    const table = parsePromptTable(text, format)
    if (!table.ok) return table.error.message
    const places = [...variablePlaces(prompt, table.value)]
    return places.map((start) => prompt.slice(start, prompt.indexOf('}', start)))
  }
  expect(names('city,Sky\nOslo,grey', 'comma')).toEqual([' city ', 'sky'])
  expect(names('a boat', 'lines')).toEqual(['prompt'])
})

describe('a table', () => {
  test('fills in its columns row by row before expanding variations', () => {
    const table = 'City ,time\nRome,dawn\n"Bath, UK",dusk'
    expect(prompts('{city} at {TIME}', table)).toEqual(['Rome at dawn', 'Bath, UK at dusk'])
    expect(prompts('{{city}|nowhere} {1|2}', table)).toEqual([
      'Rome 1',
      'Rome 2',
      'nowhere 1',
      'nowhere 2',
      'Bath, UK 1',
      'Bath, UK 2',
      'nowhere 1',
      'nowhere 2'
    ])
  })

  test('inserts cells as plain text', () => {
    expect(prompts('{x}', 'x\n{a|b}\n\\\\\n{x}')).toEqual(['{a|b}', '\\\\', '{x}'])
    expect(prompts('{{x}|c}', 'x\na|b')).toEqual(['a|b', 'c'])
  })

  test('uses the column called prompt when the prompt uses none', () => {
    expect(prompts('', 'Prompt,note\na boat,x\na car,y')).toEqual(['a boat', 'a car'])
    expect(prompts('just words', 'prompt\na boat')).toEqual(['a boat'])
    expect(prompts('{note}: {prompt}', 'prompt,note\na boat,x')).toEqual(['x: a boat'])
  })

  test('rejects a variable without a column, but not JSON or escapes', () => {
    expect(prompts('{citty}', 'city,time\nRome,dawn')).toEqual([
      'prompt',
      'The table has no column “citty”; it has city, time.'
    ])
    expect(prompts('{"place": "{city}"}', 'city\nRome')).toEqual(['{"place": "Rome"}'])
    expect(prompts(String.raw`{city} \{time\}`, 'city\nRome')).toEqual(['Rome {time}'])
    expect(prompts('no column', 'city\nRome')).toEqual([
      'prompt',
      'The prompt uses no column, so every row would be the same.'
    ])
  })

  test.each([
    ['a,b\n1,2\n3', 'Line 3 has 1 column; the header has 2.'],
    ['a,b\n"1\n1",2,3', 'Line 2 has 3 columns; the header has 2.'],
    ['a,b\n1,"2', 'The quote on line 2 is never closed.'],
    ['a,,b\n1,2,3', 'Column 2 has no name.'],
    ['a,A \n1,2', 'Two columns are called “A”.'],
    ['a,b\n', 'The table has no rows.'],
    ['a,b\n , \n,', 'The table has no rows.'],
    ['', 'The table has no rows.'],
    ['a' + '\n1'.repeat(65), 'This has 65 rows. The limit is 64.']
  ])('is rejected: %j', (text, message) => {
    expect(problemOf(text)).toBe(message)
  })

  test('has limits as a list', () => {
    expect(problemOf('\n \n', 'lines')).toBe('The list is empty.')
    expect(problemOf('a\n'.repeat(1204), 'lines')).toBe('This has 1,204 rows. The limit is 64.')
    expect(problemOf('a'.repeat(maximumTableLength + 1), 'lines')).toBe(
      'This is too long for a list of prompts.'
    )
  })
})

test.each([
  ['a boat, slow dolly-in\na car, fast', 'a boat', 'lines'],
  ['city,time\nRome,dawn', '{City} at dawn', 'comma'],
  ['city;time\nRome;dawn', '{city}', 'semicolon'],
  ['city\ttime\nRome\tdawn', '{time}', 'tab'],
  // Of one column: nothing that its cells may hold splits them.
  ['city\nRome, Italy', '{city}', 'tab'],
  ['city,time\nRome,dawn', 'nothing of it', 'lines'],
  ['prompt,note\na boat,x', '', 'comma'],
  ['"unclosed', '{unclosed}', 'lines'],
  ['', '', 'lines']
])('guesses %j with the prompt %j as %s', (text, prompt, format) => {
  expect(guessTableFormat(text, prompt)).toBe(format)
})

test('never throws and returns valid problems for any text', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b', ',', '\n', '\r', '"', '\t', '{', '|', '}') }),
    fc.string({ unit: 'binary' })
  )
  const formats = fc.constantFrom<TableFormat>('lines', 'comma', 'semicolon', 'tab')
  fc.assert(
    fc.property(text, text, formats, (prompt, pasted, format) => {
      guessTableFormat(pasted, prompt)
      const table = parsePromptTable(pasted, format)
      const rows = table.ok ? rowPrompts(prompt, table.value) : table
      if (!rows.ok) expect(Problem.parse(rows.error)).toEqual(rows.error)
      else if (table.ok) expect(rows.value).toHaveLength(table.value.rows.length)
    }),
    { numRuns: 500 }
  )
})

test('inserts any cell unchanged', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '{', '|', '}', '\\', '"', '\n', ' ') })
  fc.assert(
    fc.property(cell, (value) => {
      const table = { kind: 'columns', columns: ['x'], rows: [{ line: 2, cells: [value] }] } as const
      const rows = rowPrompts(String.raw`\\{x}-{{x}|}`, table)
      const row = rows.ok ? (rows.value[0] ?? '') : ''
      expect(expandedTexts(row, 2)).toEqual({ ok: true, value: [`\\${value}-${value}`, `\\${value}-`] })
    })
  )
})
