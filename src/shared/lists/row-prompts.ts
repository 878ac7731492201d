import type { Problem } from '../problem'
import { partsOf, plainName, strangerAmong, type PromptPart } from '../prompts/prompt-parts'
import { promptColumn } from './prompt-column'
import type { PromptTable } from './prompt-table'
import { err, ok, type Result } from '../result'
import { escapeEveryMark, type Source } from '../prompts/variations'

/** A prompt that may still contain variations, and the line of the table that it comes from. */
export interface RowPrompt extends Source {
  readonly line: number | null
}

/**
 * Makes the prompts of a form and its table, one for each row, with their variations still in them.
 *
 * - A list: each line is a whole prompt, with variations as in the form. Where the form's prompt says
 *   `{prompt}`, the line is put there instead.
 * - A table: `{column}` in the form's prompt is that row's cell, inside of a variation too
 *   (`{{city}|nowhere}`). A cell is text: braces and bars in it are just that. In JSON a cell is put as JSON
 *   text. A prompt that uses no column takes the column that holds prompts for the whole of it, if there is one.
 * - `{word}` that neither has is a mistake, not text: a misspelt name, or a table that is read as a list, would
 *   be paid for in every row. `\{word\}` is the text.
 */
export function rowPrompts(prompt: string, table: PromptTable | null): Result<readonly RowPrompt[], Problem> {
  if (table === null) return ok([{ line: null, text: prompt, isResolved: false }])
  const problem = strangerProblem(prompt, table, 'prompt')
  if (problem) return err(problem)
  if (isUsedBy(prompt, table)) return ok(filledRows(prompt, table))
  if (table.kind === 'lines') {
    return ok(table.rows.map((row) => ({ line: row.line, text: row.prompt, isResolved: false })))
  }
  const holder = promptColumn(table.columns)
  if (holder >= 0) {
    const textOf = (cells: readonly string[]): string => escapeEveryMark(cells[holder] ?? '')
    return ok(table.rows.map(({ line, cells }) => ({ line, text: textOf(cells), isResolved: true })))
  }
  return err({
    ...refusal('prompt', 'The prompt uses no column, so every row would be the same.'),
    advice: `Write {${table.columns[0] ?? ''}} where its text belongs.`
  })
}

/** Fills a negative prompt in, row by row, in step with {@link rowPrompts}. */
export function rowNegatives(
  negativePrompt: string,
  table: PromptTable | null
): Result<readonly RowPrompt[], Problem> {
  if (table === null) return ok([{ line: null, text: negativePrompt, isResolved: false }])
  const problem = strangerProblem(negativePrompt, table, 'negativePrompt')
  if (problem) return err(problem)
  if (isUsedBy(negativePrompt, table)) return ok(filledRows(negativePrompt, table))
  return ok(table.rows.map(({ line }) => ({ line, text: negativePrompt, isResolved: false })))
}

/** Returns where a prompt is filled in from a table, by the start of the name between its braces. */
export function variablePlaces(prompt: string, table: PromptTable): ReadonlySet<number> {
  const names = namesOf(table)
  const used = partsOf(prompt).filter(({ name }) => name !== null && names.includes(name))
  return new Set(used.map(({ nameStart }) => nameStart))
}

const namesOf = (table: PromptTable): readonly string[] =>
  table.kind === 'lines' ? ['prompt'] : table.columns.map(plainName)

const isUsedBy = (prompt: string, table: PromptTable): boolean => variablePlaces(prompt, table).size > 0

function filledRows(prompt: string, table: PromptTable): readonly RowPrompt[] {
  const parts = partsOf(prompt)
  if (table.kind === 'lines') {
    return table.rows.map((row) => {
      const text = filled(parts, (name) =>
        name === 'prompt' ? { text: row.prompt, source: row.prompt } : null
      )
      return { line: row.line, text, isResolved: false }
    })
  }
  const names = namesOf(table)
  return table.rows.map(({ line, cells }) => {
    const cell = (name: string): Filling | null => {
      const text = cells[names.indexOf(name)]
      return text === undefined ? null : { text, source: escapeEveryMark(text) }
    }
    return { line, text: filled(parts, cell), isResolved: true }
  })
}

/** Replacement for a variable: as text, and as a prompt that expands to it. */
interface Filling {
  readonly text: string
  readonly source: string
}

function filled(parts: readonly PromptPart[], valueOf: (name: string) => Filling | null): string {
  const pieces = parts.map(({ text, name, literal }) => {
    const value = name === null ? null : valueOf(name)
    if (!value) return literal === null ? text : escapeEveryMark(text)
    if (literal !== 'json') return value.source
    return escapeEveryMark(JSON.stringify(value.text).slice(1, -1))
  })
  return pieces.join('')
}

function strangerProblem(prompt: string, table: PromptTable, field: string): Problem | null {
  const stranger = strangerAmong(partsOf(prompt), namesOf(table))
  if (stranger === null) return null
  if (table.kind === 'lines') {
    return {
      ...refusal(field, `There’s no “${stranger}” column in this list.`),
      advice: `Read it as columns, or write \\{${stranger}\\} to keep the braces.`
    }
  }
  return {
    ...refusal(field, `The table has no column “${stranger}”; it has ${listed(table.columns)}.`),
    advice: `Write \\{${stranger}\\} to keep the braces.`
  }
}

const listed = (columns: readonly string[]): string => {
  const shown = columns.slice(0, 8).map((column) => (column.length > 40 ? `${column.slice(0, 40)}…` : column))
  return [...shown, ...(columns.length > 8 ? [`${columns.length - 8} more`] : [])].join(', ')
}

const refusal = (field: string, message: string): Problem => ({
  code: 'bad_request',
  field,
  message,
  retryable: false,
  charged: 'no'
})
