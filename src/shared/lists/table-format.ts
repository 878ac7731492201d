import { barRows, isMarkdownTable } from './bar-table'
import { withoutFenceLines } from './column-table'
import { isAllJson } from '../prompts/json-parts'
import { jsonPrompts } from './json-table'
import { withoutListMarks } from './lines/list-marks'
import { readList } from './list-table'
import { headerIndex } from './header-row'
import { plainName } from '../prompts/prompt-parts'
import { promptColumn } from './prompt-column'
import type { TableFormat } from './prompt-table'
import { isSettingName } from './setting-names'
import { readSeparatedValues } from './separated-values'
import { separatorLine, separatorOf } from './separator-line'
import { isBareMark } from './lines/mark-patterns'
import { isBlank, lineEnd } from '../prompts/text-checks'

/** A question about how to read a text; the first choice holds until it is answered. */
export interface TableQuestion {
  readonly text: string
  readonly choices: readonly { readonly format: TableFormat; readonly text: string }[]
}

/**
 * Guesses how a text wants to be read. Prompts are full of commas, so that it is a table only where its first
 * line names the separator, or its first row names a variable that the prompt uses or a column of prompts, where it is a Markdown table,
 * or where every row has the same number of tabs or semicolons.
 */
export function guessTableFormat(text: string, prompt: string): TableFormat {
  const named = separatorLine(text.split(lineEnd, 1)[0] ?? '')
  if (named) return named
  if (isAllJson(text)) return 'whole'
  if (isMarkdownTable(text)) return 'bar'
  const firstLines = withoutFenceLines(text).slice(0, 10_000)
  const fitting = (['tab', 'semicolon', 'comma', 'bar'] as const).find((format) =>
    namesColumns(firstLines, format, prompt)
  )
  const unfenced = withoutFenceLines(text)
  const even = isEven(unfenced, '\t') ? 'tab' : isEven(unfenced, ';') ? 'semicolon' : null
  return fitting ?? even ?? (hasParagraphs(text) ? 'paragraphs' : 'lines')
}

/** Returns a question about an ambiguous text; null where there is no doubt. */
export function tableQuestion(text: string, prompt: string): TableQuestion | null {
  const format = guessTableFormat(text, prompt)
  const entries = format === 'whole' || format === 'lines' ? (jsonPrompts(text)?.length ?? 0) : 0
  if (entries > 1) {
    const sent = format === 'whole' ? 1 : countedLines(text)
    return asked([
      { format, text: sent === 1 ? '1 JSON prompt' : `${sent} lines of JSON` },
      { format: 'json', text: `${entries} prompts` }
    ])
  }
  if (format !== 'paragraphs') return null
  const { lines, doubts, paragraphs, isOutline } = readList(text)
  const isOn = ({ line }: { line: number }): boolean => !doubts.has(line)
  const groups = paragraphs.filter((group) => group.some(isOn)).length
  return asked([
    { format: 'paragraphs', text: counted(groups, isOutline ? 'prompt' : 'paragraph') },
    { format: 'lines', text: counted(lines.filter(isOn).length, 'line') }
  ])
}

function countedLines(text: string): number {
  const { lines, doubts } = readList(text)
  return lines.filter(({ line }) => !doubts.has(line)).length
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

const asked = (choices: TableQuestion['choices']): TableQuestion => ({
  text: `${choices.map((choice) => choice.text).join(' or ')}?`,
  choices
})

const counter =
  /^(?:#|№|id|nr\.?|no\.?|n°|num(?:ber|mer)?|index|scene|shot|clip|take|row|item)(?: ?(?:#|id|no\.?|nr\.?|number))?$/u

function namesColumns(text: string, format: 'comma' | 'semicolon' | 'tab' | 'bar', prompt: string): boolean {
  const rows = (format === 'bar' ? barRows(text) : firstRecords(text, separatorOf(text, format)))
    .map((fields) => fields.map(plainName))
    .filter((fields) => !fields.every(isBlank))
  const at = headerIndex(rows, prompt)
  const header = rows[at] ?? []
  const names = header.slice(0, header.findLastIndex((name) => name !== '') + 1)
  if (names.includes('') || (at > 0 && names.length < 2)) return false
  const isUsed = names.some((name) => name === 'prompt' || plainName(prompt).includes(`{${name}}`))
  if (isUsed || promptColumn(names) < 0) return isUsed
  // A list may start with the word “text”: other names for prompts count only among column names.
  const known = names.filter((name) => promptColumn([name]) >= 0 || isSettingName(name) || counter.test(name))
  const areRows = names.every((name) => name.length <= 30) && rows[at + 1]?.length === header.length
  return known.length > 1 && (known.length === names.length || areRows)
}

/** Reads the records before a quote that the end of the text leaves open. */
function firstRecords(text: string, separator: string): readonly (readonly string[])[] {
  const read = readSeparatedValues(text, separator)
  if (read.ok) return read.records.map(({ fields }) => fields)
  const lines = text.split(lineEnd).slice(0, read.unclosedQuoteLine - 1)
  const before = readSeparatedValues(lines.join('\n'), separator)
  return before.ok ? before.records.map(({ fields }) => fields) : []
}

/** Returns whether all rows have the same number of columns, at least two, and the first reads like names. */
function isEven(text: string, separator: string): boolean {
  const read = readSeparatedValues(text, separator)
  const records = read.ok ? read.records : []
  const [header, ...rows] = records
  if (!header || rows.length === 0 || header.fields.length < 2) return false
  const areNames = header.fields.every(
    (name) => !isBlank(name) && name.length <= 30 && !/[.!?]$/.test(name.trim())
  )
  const isMarked = header.fields.length === 2 && records.every(({ fields }) => isListMark(fields[0] ?? ''))
  return areNames && !isMarked && rows.every(({ fields }) => fields.length === header.fields.length)
}

/** Returns whether a first column is a word processor's bullet or number, so that the lines are a list. */
const isListMark = (cell: string): boolean =>
  isBareMark(cell) || /^(?:[o§]|[\d０-９]{1,3})$/u.test(cell.trim())

/**
 * Whether blank lines part groups of lines, of which one at least has several. A group whose lines are
 * numbered or have bullets is a list of its own, unless others are moved in below them.
 */
function hasParagraphs(text: string): boolean {
  const { doubts, paragraphs, isOutline } = readList(text)
  if (isOutline) return true
  const groups = paragraphs
    .map((group) => group.filter(({ line }) => !doubts.has(line)).map((line) => line.text))
    .filter((group) => group.length > 0)
  const isProse = (group: readonly string[]): boolean => {
    const cleaned = withoutListMarks(group)
    return group.length > 1 && group.slice(1).some((line, index) => line === cleaned[index + 1])
  }
  return groups.length > 1 && groups.some(isProse)
}
