import { expect, test } from 'vitest'
import { findModel } from '../../catalogue/models'
import { parsePromptTable, type TableFormat } from '../prompt-table'
import { columnUses } from '../row-settings'
import { cellNotes } from './cell-notes'

function notes(
  text: string,
  { prompt = '', format = 'semicolon' }: { prompt?: string; format?: TableFormat } = {}
) {
  const table = parsePromptTable(text, format, { prompt })
  if (!table.ok) return table.error.message
  const requests = [{ modelId: 'wan2.5-t2v' }]
  const uses = table.value.kind === 'columns' ? columnUses(table.value, prompt, requests, { findModel }) : []
  return cellNotes(table.value, uses).map((note) => note.text)
}

test.each([
  ['prompt;n\nA {red|blue} car;1', ['Line 2: variations in a cell aren’t expanded.']],
  [
    'prompt;n\nA gull;1\nA {red|blue} car;1\nA {big|small} car;1',
    ['Line 3 and 1 more: variations in a cell aren’t expanded.']
  ],
  ['prompt;negative_prompt\nA car;{text|logo}', ['Line 2: variations in a cell aren’t expanded.']],
  ['prompt;note\nA car;{text|logo}', []],
  ['prompt;n\nA car | a gull;1', []],
  ['prompt;n\nA {red} car;1', []]
])('%j', (text, expected) => {
  expect(notes(text)).toEqual(expected)
})

test('looks at the columns that the prompt uses', () => {
  const text = 'city;sky\n{Oslo|Lima};grey'
  expect(notes(text, { prompt: 'A car in {city}' })).toHaveLength(1)
  expect(notes(text, { prompt: 'A car below a {sky} sky' })).toEqual([])
})

test('leaves out JSON, and lists, whose variations are expanded', () => {
  expect(notes('prompt\t n\n{"a": "b|c"}\t1', { format: 'tab' })).toEqual([])
  expect(notes('A {red|blue} car', { format: 'lines' })).toEqual([])
  expect(notes('["A {red|blue} car", "A gull"]', { format: 'json' })).toHaveLength(1)
})
