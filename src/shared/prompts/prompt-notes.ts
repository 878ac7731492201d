import { foreignMarks } from './foreign-syntax'
import { jsonParts, type TextRange } from './json-parts'
import { keyedChoice, keyedChoiceWords } from './keyed-choice'
import { partsOf } from './prompt-parts'
import type { PromptTable } from '../lists/prompt-table'

/** A note on how something in a prompt is sent. */
export interface PromptNote {
  readonly text: string
  /** Whether it is most likely a mistake. */
  readonly isWarning: boolean
}

/** Returns notes where a prompt may not be sent as meant; `table` fills in its variables. */
export function promptNotes(prompt: string, table: PromptTable | null): readonly PromptNote[] {
  const json = jsonParts(prompt)
  const foreign = foreignMarks(prompt, json)
  const notes: PromptNote[] = []
  if (json.length > 0) notes.push({ text: 'JSON, sent as is.', isWarning: false })
  const [first] = foreign
  if (first) {
    notes.push({ text: foreignWords(first.text, foreign.length - 1), isWarning: true })
    if (foreign.some(({ isTemplate }) => isTemplate) && hasGroup(prompt, foreign)) {
      notes.push({ text: 'Nothing in this prompt is expanded.', isWarning: true })
    }
  }
  const keyed = keyedChoice(prompt)
  if (keyed !== null) notes.push({ text: keyedChoiceWords(keyed), isWarning: true })
  const name = table === null ? variableIn(prompt) : null
  if (name !== null) {
    notes.push({ text: `“{${name}}” is filled in only from a list or table.`, isWarning: true })
  }
  return notes
}

/** Returns the notes for the rows of a list or table: each once, with its first line. */
export function tableNotes(table: PromptTable): readonly PromptNote[] {
  const seen = new Map<string, { readonly note: PromptNote; readonly line: number; count: number }>()
  for (const { line, texts } of textsOf(table)) {
    for (const note of texts.flatMap((text) => promptNotes(text, table))) {
      const before = seen.get(note.text)
      if (before) before.count += 1
      else seen.set(note.text, { note, line, count: 1 })
    }
  }
  return [...seen.values()].map(({ note, line, count }) => ({
    ...note,
    text: `Line ${line}${count > 1 ? ` and ${count - 1} more` : ''}: ${note.text}`
  }))
}

function textsOf(
  table: PromptTable
): readonly { readonly line: number; readonly texts: readonly string[] }[] {
  return table.kind === 'lines'
    ? table.rows.map(({ line, prompt }) => ({ line, texts: [prompt] }))
    : table.rows.map(({ line, cells }) => ({ line, texts: cells }))
}

function foreignWords(text: string, more: number): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text
  if (more === 0) return `“${shown}” is another tool's syntax; it would be sent as it stands.`
  return `“${shown}” and ${more} more are another tool's syntax; they would be sent as they stand.`
}

function hasGroup(prompt: string, marks: readonly TextRange[]): boolean {
  const inMark = (at: number): boolean => marks.some(({ start, end }) => at >= start && at < end)
  return [...prompt.matchAll(/\{[^{}]*\|[^{}]*\}/g)].some(({ index }) => !inMark(index))
}

function variableIn(prompt: string): string | null {
  const part = partsOf(prompt).find(({ looksLikeName, literal }) => looksLikeName && literal === null)
  return part ? part.text.slice(1, -1).trim() : null
}
