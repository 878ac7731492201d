import { chosenRows, tableProblem, withoutSeparatorLine } from './column-table'
import { promptColumn } from './prompt-column'
import type { Problem } from '../problem'
import type { ColumnRow, PromptTable, RowDoubt, TableReading } from './prompt-table'
import { err, ok, type Result } from '../result'
import { tableRefusal } from './table-refusal'
import { isBlank, lineEnd } from '../prompts/text-checks'

/** A line of a text, counted from 1, without space around it. */
interface Line {
  readonly line: number
  readonly text: string
}

const bar = /(?<!\\)\|/
const rule = /^\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?$/

/** Returns whether a text contains a Markdown table: a row of names, and below it a rule with as many columns. */
export const isMarkdownTable = (text: string): boolean => markdownHeader(linesOf(text)) >= 0

/**
 * Reads a table with bars between its columns, as Markdown writes it: its rule and what is written around it
 * are left out. Without a rule the first line names the columns.
 */
export function barTable(text: string, reading: TableReading): Result<PromptTable, Problem> {
  const lines = linesOf(withoutSeparatorLine(text))
  const start = Math.max(0, markdownHeader(lines))
  const header = lines[start]
  if (!header || lines.length < 2) {
    return err(tableRefusal('The table has no rows.', 'It takes a row of column names, and rows below it.'))
  }
  const columns = cellsOf(header.text).map((name, index) => (name === '' ? `Column ${index + 1}` : name))
  const holder = Math.max(0, promptColumn(columns))
  const hasOuterBars = header.text.startsWith('|')
  const rows = lines.flatMap((line, index): ColumnRow[] => {
    if (index === start) return []
    const doubt = doubtOf(line.text, { isBefore: index < start, hasOuterBars, header: header.text })
    if (doubt)
      return [{ line: line.line, cells: columns.map((_, at) => (at === holder ? line.text : '')), doubt }]
    const cells = cellsOf(line.text)
    const missing = Math.max(0, columns.length - cells.length)
    return [{ line: line.line, cells: [...cells, ...Array.from({ length: missing }, () => '')] }]
  })
  const problem = tableProblem(columns, rows)
  return problem ? err(problem) : ok(chosenRows(columns, rows, reading))
}

function doubtOf(
  text: string,
  table: { readonly isBefore: boolean; readonly hasOuterBars: boolean; readonly header: string }
): RowDoubt | null {
  if (rule.test(text)) return 'rule'
  if (text === table.header) return 'heading'
  const isRow = bar.test(text) && (!table.hasOuterBars || text.startsWith('|'))
  return table.isBefore || !isRow ? 'chatter' : null
}

function markdownHeader(lines: readonly Line[]): number {
  return lines.findIndex(({ text }, index) => {
    const below = lines[index + 1]
    const isRule = below !== undefined && rule.test(below.text) && bar.test(below.text)
    return isRule && bar.test(text) && cellsOf(text).length === cellsOf(below.text).length
  })
}

function cellsOf(text: string): readonly string[] {
  const inner = text.replace(/^\|/, '').replace(/(?<!\\)\|$/, '')
  return inner.split(bar).map((cell) => {
    const plain = cell
      .replaceAll(String.raw`\|`, '|')
      .replaceAll(/<br\s*\/?>/gi, '\n')
      .trim()
    return /^(?<mark>\*\*|__|`)(?<inside>[^*_`]+)\k<mark>$/u.exec(plain)?.groups?.['inside'] ?? plain
  })
}

const linesOf = (text: string): readonly Line[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(lineEnd)
    .map((one, index) => ({ line: index + 1, text: one.trim() }))
    .filter((line) => !isBlank(line.text))
