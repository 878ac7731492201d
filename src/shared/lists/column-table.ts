import type { Problem } from '../problem'
import { plainName, variableNames } from '../prompts/prompt-parts'
import { isEmptyCell, promptCellDoubt } from './cells/empty-cells'
import { isTotalRow } from './cells/totals'
import { headerIndex } from './header-row'
import { promptColumn } from './prompt-column'
import type { ColumnRow, LeftOutRow, PromptTable, RowDoubt, TableReading } from './prompt-table'
import { err, ok, type Result } from '../result'
import { readSeparatedValues, type SeparatedRecord } from './separated-values'
import { separatorLine, separatorOf, type SeparatorFormat } from './separator-line'
import { tableRefusal } from './table-refusal'
import { isBlank, lineEnd } from '../prompts/text-checks'

/** Reads a table whose first row names its columns. */
export function columnTable(
  text: string,
  format: SeparatorFormat,
  reading: TableReading
): Result<PromptTable, Problem> {
  const plain = withoutFenceLines(withoutSeparatorLine(text))
  const read = readSeparatedValues(plain, separatorOf(plain, format))
  if (!read.ok) {
    const message = `The quote on line ${read.unclosedQuoteLine} is never closed.`
    return err(tableRefusal(message, 'Close it, or double it ("") to mean the character itself.'))
  }
  const start = read.records.findIndex(({ fields }) => !isEmptyRow(fields))
  const records = start < 0 ? [] : read.records.slice(start)
  const at = headerIndex(
    records.map(({ fields }) => fields),
    reading.prompt ?? ''
  )
  const [header, ...body] = withoutSpareColumns(records.slice(at))
  if (!header || body.every(({ fields }) => isEmptyRow(fields))) {
    const advice = 'It takes a row of column names, and below it a row for each prompt.'
    return err(tableRefusal('The table has no rows.', advice))
  }
  const columns = header.fields.map((name) => name.trim())
  const rows = body.map(({ line, fields }): ColumnRow => ({ line, cells: padded(fields, columns.length) }))
  const problem = tableProblem(columns, rows)
  if (problem) return err(problem)
  const above = records.slice(0, at).map(({ line, fields }) => aboveHeader(columns, line, fields.join(' ')))
  return ok(chosenRows(columns, [...above, ...rows], reading))
}

/** Makes a row of a line above the header: a title, or a comment. */
function aboveHeader(columns: readonly string[], line: number, text: string): ColumnRow {
  const holder = Math.max(0, promptColumn(columns))
  return { line, cells: columns.map((_, at) => (at === holder ? text.trim() : '')), doubt: 'heading' }
}

/** Leaves out rows that are most likely not prompts, and those that the user switched off. */
export function chosenRows(
  columns: readonly string[],
  rows: readonly ColumnRow[],
  { prompt = '', switched = [] }: TableReading
): PromptTable {
  const names = columns.map(plainName)
  const inPrompt = variableNames(prompt)
  const isTemplate = names.some((name) => inPrompt.has(name))
  const holder = promptColumn(columns)
  const cellDoubt = (cell: string, index: number): RowDoubt | null => {
    if (!isTemplate) return index === holder ? promptCellDoubt(cell) : null
    return inPrompt.has(names[index] ?? '') && isEmptyCell(cell) ? 'empty_cell' : null
  }
  const marked = rows.map((row) => {
    const doubt = row.doubt ?? doubtOf(row.cells, names, cellDoubt)
    const isOn = (doubt === null) !== switched.includes(row.line)
    return { row, doubt, isOn }
  })
  return {
    kind: 'columns',
    columns,
    rows: marked.filter(({ isOn }) => isOn).map(({ row, doubt }) => (doubt ? { ...row, doubt } : row)),
    leftOut: marked
      .filter(({ isOn }) => !isOn)
      .map(({ row, doubt }): LeftOutRow => ({ ...row, doubt: doubt ?? 'switched_off' }))
  }
}

function doubtOf(
  cells: readonly string[],
  names: readonly string[],
  cellDoubt: (cell: string, index: number) => RowDoubt | null
): RowDoubt | null {
  if (isEmptyRow(cells)) return 'empty'
  if (isTotalRow(cells)) return 'total'
  const isHeader = cells.every((cell, index) => isBlank(cell) || plainName(cell) === names[index])
  if (isHeader) return 'heading'
  return cells.map(cellDoubt).find((doubt) => doubt !== null) ?? null
}

const isEmptyRow = (fields: readonly string[]): boolean => fields.every(isBlank)

/** Empties the line that names the separator, so that the other lines keep their numbers. */
export function withoutSeparatorLine(text: string): string {
  const first = text.split(lineEnd, 1)[0] ?? ''
  return separatorLine(first) === null ? text : text.slice(first.length)
}

/** Empties the lines of a code fence around a table. */
export const withoutFenceLines = (text: string): string =>
  text.replace(/^(\uFEFF?\s*)(?:```|~~~).*/u, '$1').replace(/\n[ \t]*(?:```|~~~)\s*$/u, '')

/** Drops empty trailing columns: spreadsheets write separators for cells that were once filled. */
function withoutSpareColumns(records: readonly SeparatedRecord[]): readonly SeparatedRecord[] {
  const widest = Math.max(
    0,
    ...records.map(({ fields }) => fields.findLastIndex((field) => !isBlank(field)) + 1)
  )
  const width = Math.max(widest, 1)
  const isSpare = records.length > 1 && records.every(({ fields }) => fields.length > width)
  return isSpare ? records.map(({ line, fields }) => ({ line, fields: fields.slice(0, width) })) : records
}

/** Refuses duplicate column names, and rows with another number of columns than the first. */
export const tableProblem = (columns: readonly string[], rows: readonly ColumnRow[]): Problem | null =>
  headerProblem(columns) ?? unequalRow(columns.length, rows)

function headerProblem(columns: readonly string[]): Problem | null {
  const names = columns.map(plainName)
  const nameless = names.indexOf('')
  if (nameless >= 0) {
    return tableRefusal(`Column ${nameless + 1} has no name.`, 'Name it in the first row, or take it away.')
  }
  const twice = columns.find((_, index) => names.indexOf(names[index] ?? '') < index)
  return twice === undefined
    ? null
    : tableRefusal(`Two columns are called “${brief(twice)}”.`, 'Rename one of them.')
}

/** A row that is left out anyway may be shorter. */
function padded(fields: readonly string[], width: number): readonly string[] {
  const missing = width - fields.length
  const isNoPrompt = isEmptyRow(fields) || isTotalRow(fields)
  return missing > 0 && isNoPrompt ? [...fields, ...Array.from({ length: missing }, () => '')] : fields
}

function unequalRow(width: number, rows: readonly ColumnRow[]): Problem | null {
  const odd = rows.find(({ cells }) => cells.length !== width)
  if (!odd) return null
  const message = `Line ${odd.line} has ${columnCount(odd.cells.length)}; the header has ${width}.`
  return tableRefusal(message, 'Put values that contain the separator in quotes.')
}

const columnCount = (count: number): string => (count === 1 ? '1 column' : `${count} columns`)

const brief = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name)
