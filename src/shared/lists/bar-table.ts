import { chosenRows, tableProblem, withoutSeparatorLine } from './column-table'
import { headerIndex } from './header-row'
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

/** A bar as Markdown, programs that draw tables, or a Chinese keyboard write it. */
const anyBar = /[|│┃║｜]/u
const drawnBar = /[│┃║｜]/gu
/** A line of a drawn table: `+---+---+`, `├───┼───┤`. */
const drawnRule = /^(?=.*[-=─━═])(?=.*[+\u2502-\u254B\u2551-\u257F])[\s|+:=\-\u2500-\u257F]+$/u

/** Returns whether a text has what could be bars between columns. */
export const hasBars = (text: string): boolean => anyBar.test(text)

/** Returns the first rows of a text with bars, without its rules. */
export const barRows = (text: string): readonly (readonly string[])[] =>
  linesOf(text)
    .filter((line) => !rule.test(line.text))
    .slice(0, 10)
    .map((line) => cellsOf(line.text))

/** Returns whether a text contains a Markdown table: a row of names, and below it a rule with as many columns. */
export const isMarkdownTable = (text: string): boolean => markdownHeader(linesOf(text)) >= 0

/**
 * Reads a table with bars between its columns, as Markdown writes it: its rule and what is written around it
 * are left out. Without a rule the first line names the columns.
 */
export function barTable(text: string, reading: TableReading): Result<PromptTable, Problem> {
  const lines = linesOf(withoutSeparatorLine(text))
  const marked = markdownHeader(lines)
  const start = marked >= 0 ? marked : plainHeader(lines, reading.prompt ?? '')
  const header = lines[start]
  if (!header || lines.length < 2) {
    return err(tableRefusal('The table has no rows.', 'It takes a row of column names, and rows below it.'))
  }
  const columns = cellsOf(header.text).map((name, index) => (name === '' ? `Column ${index + 1}` : name))
  const holder = Math.max(0, promptColumn(columns))
  const hasOuterBars = header.text.startsWith('|')
  const rows = wholeRows(lines, start).flatMap((line, index): ColumnRow[] => {
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
  const isInTable = bar.test(text) && (!table.hasOuterBars || text.startsWith('|'))
  return table.isBefore || !isInTable ? 'chatter' : null
}

function markdownHeader(lines: readonly Line[]): number {
  return lines.findIndex(({ text }, index) => {
    const below = lines[index + 1]
    const isRule = below !== undefined && rule.test(below.text) && bar.test(below.text)
    const isHeader = bar.test(text) && !rule.test(text) && !isRow(lines[index - 1])
    return isRule && isHeader && cellsOf(text).length === cellsOf(below.text).length
  })
}

const isRow = (line: Line | undefined): boolean =>
  line !== undefined && bar.test(line.text) && !rule.test(line.text)

function plainHeader(lines: readonly Line[], prompt: string): number {
  const named = lines.filter(({ text }) => !rule.test(text)).slice(0, 10)
  const header =
    named[
      headerIndex(
        named.map(({ text }) => cellsOf(text)),
        prompt
      )
    ]
  return header ? lines.indexOf(header) : 0
}

/** Joins the lines of a row where rules part the rows: programs that draw tables break long cells. */
function wholeRows(lines: readonly Line[], start: number): readonly Line[] {
  const isRule = ({ text }: Line): boolean => rule.test(text)
  const body = lines.slice(start + 2)
  const first = body.findIndex(isRule)
  if (first < 0 || !body.slice(first).some(isRow)) return lines
  const joined = lines.slice(0, start + 2)
  for (const line of body) {
    const above = joined.at(-1)
    const isMore = joined.length > start + 2 && above && isRow(above) && isRow(line)
    if (isMore) joined[joined.length - 1] = { line: above.line, text: joinedCells(above.text, line.text) }
    else joined.push(line)
  }
  return joined
}

function joinedCells(above: string, below: string): string {
  const more = cellsOf(below)
  const cells = cellsOf(above).map((cell, index) => `${cell} ${more[index] ?? ''}`.trim())
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`
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
    .map((one, index) => ({ line: index + 1, text: withPlainBars(one.trim()) }))
    .filter((line) => !isBlank(line.text))

/** Writes a line of a drawn table as Markdown does. */
function withPlainBars(text: string): string {
  if (drawnRule.test(text))
    return text.replaceAll(/[=─━═┄┅┈┉╌╍]/gu, '-').replaceAll(/[+\u2500-\u257F]/gu, '|')
  const isDrawn = /^[│┃║｜]/u.test(text) || (!bar.test(text) && anyBar.test(text))
  return isDrawn ? text.replaceAll('|', String.raw`\|`).replaceAll(drawnBar, '|') : text
}
