import type { Problem } from './problem'
import { plainName, type PromptTable } from './prompt-table'
import { err, ok, type Result } from './result'
import { variationTokens } from './variation-tokens'
import { escapeEveryMark } from './variations'

/** A prompt that may still hold variations, and the line of the table it is from. */
export interface RowPrompt {
  readonly line: number | null
  readonly prompt: string
}

/**
 * The prompts that a form and its table make, one for each row, with their variations still in them.
 *
 * - A list: each line is a whole prompt, with variations as in the form. Where the form's prompt says
 *   `{prompt}`, the line is put there instead.
 * - A table: `{column}` in the form's prompt is that row's cell, inside of a variation too
 *   (`{{city}|nowhere}`). A cell is text: braces and bars in it are just that. A prompt that uses no column
 *   takes the column called `prompt` for the whole of it, if there is one.
 * - `{word}` that neither has is a mistake, not text: a misspelt name, or a table that is read as a list, would
 *   be paid for in every row. `\{word\}` is the text.
 */
export function rowPrompts(prompt: string, table: PromptTable | null): Result<readonly RowPrompt[], Problem> {
  if (table === null) return ok([{ line: null, prompt }])
  return table.kind === 'lines' ? linePrompts(prompt, table.rows) : cellPrompts(prompt, table)
}

/** Where in a prompt the text of a table is put, by the start of the name between its braces. */
export function variablePlaces(prompt: string, table: PromptTable): ReadonlySet<number> {
  const names = table.kind === 'lines' ? ['prompt'] : table.columns.map(plainName)
  const used = partsOf(prompt).filter(({ name }) => name !== null && names.includes(name))
  return new Set(used.map(({ nameStart }) => nameStart))
}

function linePrompts(
  prompt: string,
  rows: Extract<PromptTable, { kind: 'lines' }>['rows']
): Result<readonly RowPrompt[], Problem> {
  const parts = partsOf(prompt)
  const stranger = strangerAmong(parts, ['prompt'])
  if (stranger !== null) {
    const message = `The list is read as one prompt a line, so that it has no column “${stranger}”.`
    return refuse(message, String.raw`Read it as columns, or write \{ and \} to mean the braces themselves.`)
  }
  const isTemplate = parts.some(({ name }) => name === 'prompt')
  return ok(
    rows.map((row) => ({
      line: row.line,
      prompt: isTemplate ? filled(parts, (name) => (name === 'prompt' ? row.prompt : null)) : row.prompt
    }))
  )
}

function cellPrompts(
  prompt: string,
  { columns, rows }: Extract<PromptTable, { kind: 'columns' }>
): Result<readonly RowPrompt[], Problem> {
  const names = columns.map(plainName)
  const written = partsOf(prompt)
  const stranger = strangerAmong(written, names)
  if (stranger !== null) {
    const message = `The table has no column “${stranger}”; it has ${list(columns)}.`
    return refuse(message, String.raw`Write \{ and \} to mean the braces themselves.`)
  }
  const usesColumn = written.some(({ name }) => name !== null && names.includes(name))
  if (!usesColumn && !names.includes('prompt')) {
    const message = 'The prompt uses none of the columns, so that every row would be the same.'
    return refuse(message, `Write {${columns[0] ?? ''}} where its text belongs.`)
  }
  const parts = usesColumn ? written : partsOf('{prompt}')
  return ok(
    rows.map(({ line, cells }) => {
      const cell = (name: string): string | null => {
        const index = names.indexOf(name)
        return index < 0 ? null : escapeEveryMark(cells[index] ?? '')
      }
      return { line, prompt: filled(parts, cell) }
    })
  )
}

/** A piece of a prompt; a brace pair around plain text is in one piece, and has a name. */
interface Part {
  readonly text: string
  readonly name: string | null
  /** Where the name starts, in UTF-16 units; meant only where there is one. */
  readonly nameStart: number
  /** Whether it can only be meant as a variable: words, not JSON. */
  readonly looksLikeName: boolean
}

const wordsOnly = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_ -]{0,59}$/u

function partsOf(prompt: string): readonly Part[] {
  const tokens = variationTokens(prompt)
  const parts: Part[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    const [brace, inner, end] = tokens.slice(index, index + 3)
    const isPair = isText(brace, '{') && inner?.kind === 'text' && isText(end, '}')
    const name = isPair ? plainName(inner.text) : null
    const text = isPair ? `{${inner.text}}` : (brace?.text ?? '')
    const nameStart = (brace?.start ?? 0) + 1
    parts.push({ text, name, nameStart, looksLikeName: name !== null && wordsOnly.test(name) })
    if (isPair) index += 2
  }
  return parts
}

/** The first variable that is none of these names, as it is written; null where there is none. */
function strangerAmong(parts: readonly Part[], names: readonly string[]): string | null {
  const stranger = parts.find(({ name, looksLikeName }) => looksLikeName && !names.includes(name ?? ''))
  return stranger ? stranger.text.slice(1, -1).trim() : null
}

const isText = (token: { kind: string; text: string } | undefined, text: string): boolean =>
  token?.kind === 'text' && token.text === text

const filled = (parts: readonly Part[], value: (name: string) => string | null): string =>
  parts.map(({ text, name }) => (name === null ? text : (value(name) ?? text))).join('')

const list = (columns: readonly string[]): string => {
  const shown = columns.slice(0, 8).map((column) => (column.length > 40 ? `${column.slice(0, 40)}…` : column))
  return [...shown, ...(columns.length > 8 ? [`${columns.length - 8} more`] : [])].join(', ')
}

const refuse = (message: string, advice: string): Result<never, Problem> =>
  err({ code: 'bad_request', field: 'prompt', message, advice, retryable: false, charged: 'no' })
