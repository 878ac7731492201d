import * as z from 'zod'
import { batchLimit } from './batch-limits'
import type { Problem } from './problem'
import { plainName } from './prompt-parts'
import { err, ok, type Result } from './result'
import { readSeparatedValues, type SeparatedRecord } from './separated-values'

/** How a pasted text is read: one prompt a line, or columns with this between them. */
const TableFormat = z.enum(['lines', 'comma', 'semicolon', 'tab'])
export type TableFormat = z.infer<typeof TableFormat>

/** Longest text that is read, in UTF-16 units: more than any list of prompts, less than a slip of the hand. */
export const maximumTableLength = 500_000

/** A pasted text as the form keeps it. */
export const PastedTable = z.strictObject({
  /** One more than is read is kept, so that a text that is too long is still so after a restart. */
  text: z.string().max(maximumTableLength + 1),
  /** How the user said that it is to be read; null leaves it to {@link guessTableFormat}. */
  format: TableFormat.nullable()
})
export type PastedTable = z.infer<typeof PastedTable>

/** A pasted list of prompts, or a table whose columns are variables of the prompt. */
export type PromptTable =
  | { readonly kind: 'lines'; readonly rows: readonly { readonly line: number; readonly prompt: string }[] }
  | {
      readonly kind: 'columns'
      readonly columns: readonly string[]
      readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
    }

const separators = { comma: ',', semicolon: ';', tab: '\t' } as const

/** Reads a pasted text. A table starts with a row of column names; blank lines are left out. */
export function parsePromptTable(text: string, format: TableFormat): Result<PromptTable, Problem> {
  if (text.length > maximumTableLength) {
    return refuse('This is too long for a list of prompts.', 'Paste a part of it.')
  }
  if (format === 'lines') return parseLines(text)
  const read = readSeparatedValues(text, separators[format])
  if (!read.ok) {
    const advice = 'Close it, or double it ("") to mean the character itself.'
    return refuse(`The quote on line ${read.unclosedQuoteLine} is never closed.`, advice)
  }
  return tableOf(read.records.filter(({ fields }) => fields.some((field) => field.trim() !== '')))
}

/**
 * How a text most likely wants to be read. Prompts are full of commas, so that it is a table only where its
 * first row names a variable that the prompt uses, or has a column called `prompt`.
 */
export function guessTableFormat(text: string, prompt: string): TableFormat {
  const firstLines = text.slice(0, 10_000)
  const fits = (format: keyof typeof separators): boolean => {
    const read = readSeparatedValues(firstLines, separators[format])
    const names = read.ok ? (read.records[0]?.fields ?? []).map(plainName) : []
    const used = names.some((name) => name === 'prompt' || plainName(prompt).includes(`{${name}}`))
    return used && names.every((name) => name !== '')
  }
  return (['tab', 'semicolon', 'comma'] as const).find(fits) ?? 'lines'
}

function parseLines(text: string): Result<PromptTable, Problem> {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line: index + 1, prompt: line.trim() }))
    .filter(({ prompt }) => prompt !== '')
  if (rows.length === 0) return refuse('The list is empty.', 'Paste one prompt a line.')
  return tooManyRows(rows.length) ?? ok({ kind: 'lines', rows })
}

function tableOf(records: readonly SeparatedRecord[]): Result<PromptTable, Problem> {
  const [header, ...body] = records
  if (!header || body.length === 0) {
    return refuse(
      'The table has no rows.',
      'It takes a row of column names, and below it a row for each prompt.'
    )
  }
  const columns = header.fields.map((name) => name.trim())
  const problem = headerProblem(columns) ?? unequalRow(columns.length, body) ?? tooManyRows(body.length)
  return (
    problem ??
    ok({ kind: 'columns', columns, rows: body.map(({ line, fields }) => ({ line, cells: fields })) })
  )
}

type Refusal = Result<never, Problem>

function headerProblem(columns: readonly string[]): Refusal | null {
  const names = columns.map(plainName)
  const nameless = names.indexOf('')
  if (nameless >= 0) {
    return refuse(`Column ${nameless + 1} has no name.`, 'Name it in the first row, or take it away.')
  }
  const twice = columns.find((_, index) => names.indexOf(names[index] ?? '') < index)
  return twice === undefined
    ? null
    : refuse(`Two columns are called “${brief(twice)}”.`, 'Rename one of them.')
}

function unequalRow(width: number, rows: readonly SeparatedRecord[]): Refusal | null {
  const odd = rows.find(({ fields }) => fields.length !== width)
  if (!odd) return null
  const message = `Line ${odd.line} has ${columnCount(odd.fields.length)}; the first row has ${width}.`
  return refuse(message, 'Put text that holds the separator in quotes.')
}

const tooManyRows = (count: number): Refusal | null =>
  count > batchLimit
    ? refuse(
        `This has ${count.toLocaleString('en-US')} rows; ${batchLimit} is the most.`,
        'Paste it in parts.'
      )
    : null

const columnCount = (count: number): string => (count === 1 ? '1 column' : `${count} columns`)

const brief = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name)

const refuse = (message: string, advice: string): Refusal =>
  err({ code: 'bad_request', field: 'table', message, advice, retryable: false, charged: 'no' })
