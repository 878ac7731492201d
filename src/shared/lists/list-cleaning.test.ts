import { expect, test } from 'vitest'
import { hasListMarks } from './list-table'
import { parsePromptTable, type TableReading } from './prompt-table'
import { guessTableFormat } from './table-format'

/** The prompts to send, and the lines that are left out. */
function read(text: string, reading: TableReading = {}): unknown {
  const table = parsePromptTable(text, guessTableFormat(text, reading.prompt ?? ''), reading)
  if (!table.ok || table.value.kind !== 'lines') return null
  const { rows, leftOut = [] } = table.value
  return { rows: rows.map(({ prompt }) => prompt), leftOut: leftOut.map(({ line, doubt }) => [line, doubt]) }
}

test.each([
  ['Sure! Here are 2:\n---\na. A gull\nb. A rope'],
  ['# Shots\nKapitel 1: A gull\nKapitel 2: A rope\nEnjoy!'],
  ['•\tA gull\n•\tA rope'],
  ['1\tA gull\n2\tA rope'],
  ['1.\tA gull\n2.\tA rope'],
  ['o\tA gull\no\tA rope'],
  ['1;A gull\n2;A rope']
])('removes the marks of the lines that are sent: %j', (text) => {
  expect(guessTableFormat(text, '')).toBe('lines')
  expect(hasListMarks(text)).toBe(true)
  expect(read(text, { isCleaned: true })).toMatchObject({ rows: ['A gull', 'A rope'] })
})

test('keeps what it would remove in lines that are left out', () => {
  const table = parsePromptTable('# Film\na. A gull\nb. A rope', 'lines', {
    switched: [3],
    isCleaned: true
  })
  expect(table).toMatchObject({
    value: { rows: [{ prompt: 'A gull' }], leftOut: [{ line: 1 }, { line: 3, cells: ['b. A rope'] }] }
  })
})

test.each([
  ['#\tVisual\n1\tA gull', 'tab'],
  ['1\tA gull\t8\n2\tA rope\t6', 'tab']
])('still reads %j as a table', (text, format) => {
  expect(guessTableFormat(text, '')).toBe(format)
})

test('keeps a paragraph whole around a line without words, and reports the line', () => {
  expect(read('A harbour.\n16:9\nFog.\n\nA street.\nRain.')).toEqual({
    rows: ['A harbour.\nFog.', 'A street.\nRain.'],
    leftOut: [[2, 'wordless']]
  })
})

test('sends figures that fill in a prompt', () => {
  const reading = { prompt: 'Paris in {prompt}' }
  expect(read('1920\n1930', reading)).toEqual({ rows: ['1920', '1930'], leftOut: [] })
  expect(read('1920\n1930')).toMatchObject({ rows: [] })
})
