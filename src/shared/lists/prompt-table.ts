import * as z from 'zod'
import { barTable } from './bar-table'
import { columnTable } from './column-table'
import { jsonTable } from './json-table'
import { listTable } from './list-table'
import type { Problem } from '../problem'
import { err, ok, type Result } from '../result'
import { tableRefusal, tooManyRows } from './table-refusal'

/**
 * How a pasted text is read: one prompt per line, one per paragraph, a single prompt, the entries of a JSON list, or
 * columns with this separator.
 */
const TableFormat = z.enum([
  'lines',
  'paragraphs',
  'whole',
  'json',
  'comma',
  'semicolon',
  'tab',
  'colon',
  'bar'
])
export type TableFormat = z.infer<typeof TableFormat>

/** Longest text that is read, in UTF-16 units: more than any list of prompts, less than a file pasted by mistake. */
export const maximumTableLength = 500_000

/** Maximum number of rows that the user can switch. */
const maximumSwitched = 2000

/** A pasted text as the form keeps it. */
export const PastedTable = z.strictObject({
  /** One character more than is read, so that a text that is too long still is after a restart. */
  text: z.string().max(maximumTableLength + 1),
  /** Format that the user chose; null leaves it to `guessTableFormat`. */
  format: TableFormat.nullable(),
  /** Lines that the user switched: on where they were left out, off where they were not. */
  switched: z.array(z.int()).max(maximumSwitched).readonly().optional(),
  /** Whether numbering and bullets are removed. */
  isCleaned: z.boolean().optional(),
  /** Whether the encoding of the file that it came from was guessed. */
  areLettersGuessed: z.boolean().optional()
})
export type PastedTable = z.infer<typeof PastedTable>

/** Why a row is left out unless the user switches it on. */
export type RowDoubt =
  'heading' | 'rule' | 'wordless' | 'chatter' | 'total' | 'empty' | 'empty_cell' | 'switched_off'

interface TableRow {
  readonly line: number
  /** Why it would be left out, had the user not switched it on. */
  readonly doubt?: RowDoubt
}

export interface ListRow extends TableRow {
  readonly prompt: string
}

export interface ColumnRow extends TableRow {
  readonly cells: readonly string[]
}

/** A row that is not sent, with its text for the user to see. */
export interface LeftOutRow {
  readonly line: number
  readonly cells: readonly string[]
  readonly doubt: RowDoubt
}

/** A pasted list of prompts, or a table whose columns are variables of the prompt. */
export type PromptTable = {
  /** The rows that are not sent. */
  readonly leftOut?: readonly LeftOutRow[]
} & (
  | { readonly kind: 'lines'; readonly rows: readonly ListRow[] }
  | { readonly kind: 'columns'; readonly columns: readonly string[]; readonly rows: readonly ColumnRow[] }
)

/** The user's choices for a table, and the prompt that it fills in. */
export interface TableReading {
  readonly prompt?: string
  readonly switched?: readonly number[]
  readonly isCleaned?: boolean
}

/** Reads a pasted text. A table starts with a row of column names; blank lines are left out. */
export function parsePromptTable(
  text: string,
  format: TableFormat,
  reading: TableReading = {}
): Result<PromptTable, Problem> {
  if (text.length > maximumTableLength) {
    return err(tableRefusal('This is too long for a list of prompts.', 'Paste a part of it.'))
  }
  const read = readAs(text, format, reading)
  if (!read.ok) return read
  const problem = tooManyRows(read.value.rows.length)
  return problem ? err(problem) : ok(read.value)
}

function readAs(text: string, format: TableFormat, reading: TableReading): Result<PromptTable, Problem> {
  switch (format) {
    case 'lines':
    case 'paragraphs':
    case 'whole':
      return listTable(text, format, reading)
    case 'json':
      return jsonTable(text, reading)
    case 'comma':
    case 'semicolon':
    case 'tab':
    case 'colon':
      return columnTable(text, format, reading)
    case 'bar':
      return barTable(text, reading)
  }
}
