import { chosenRows } from './column-table'
import { parsedJson, withoutFence } from '../prompts/json-parts'
import type { Problem } from '../problem'
import { readList } from './list-table'
import { promptColumn } from './prompt-column'
import type { PromptTable, TableReading } from './prompt-table'
import { err, ok, type Result } from '../result'
import { tableRefusal } from './table-refusal'

/** An entry of a JSON list, by the names of its fields. */
type Entry = Readonly<Record<string, unknown>>

/** An assignment in front of a list in a program: `const prompts = `. */
const assignment = /^(?:export )?(?:(?:const|let|var) )?[\p{L}_$][\p{L}\p{N}_$]*\s*=\s*(?=[[{])/u

/**
 * Finds the prompts in a JSON list: of texts, or of objects with a `prompt`, alone or as the one list in an
 * object (`{"prompts": […]}`), with an assistant's words around it or not; or in JSON objects, one on each
 * line. Null where the text is something else.
 */
export function jsonPrompts(text: string): readonly Entry[] | null {
  if (!/[[{]/.test(text)) return null
  const whole = entriesIn(text)
  if (whole) return whole
  const { lines, doubts } = readList(text)
  const texts = lines.filter(({ line }) => !doubts.has(line)).map((line) => line.text)
  if (texts.length === 1) return entriesIn(texts[0] ?? '')
  const entries: Entry[] = []
  for (const one of texts) {
    const entry = one.startsWith('{') ? entryOf(parsedJson(one)) : null
    if (!entry) return null
    entries.push(entry)
  }
  return entries.length > 0 ? entries : null
}

function entriesIn(text: string): readonly Entry[] | null {
  const parsed = parsedJson(withoutFence(text).trim().replace(assignment, '').replace(/;$/, ''))
  const list = Array.isArray(parsed) ? parsed : onlyListOf(parsed)
  if (!list || list.length === 0) return null
  const entries = list.map(entryOf)
  return entries.every((entry) => entry !== null) ? entries : null
}

/** Reads the entries of a JSON list as a table: its fields are the columns, its entries the rows. */
export function jsonTable(text: string, reading: TableReading): Result<PromptTable, Problem> {
  const entries = jsonPrompts(text)
  if (!entries) {
    const advice = 'It takes a list of texts, or of objects that each have a “prompt”.'
    return err(tableRefusal('This isn’t a JSON list of prompts.', advice))
  }
  const columns = [...new Set(entries.flatMap((entry) => Object.keys(entry)))]
  const rows = entries.map((entry, index) => ({
    line: index + 1,
    cells: columns.map((column) => cellOf(entry[column]))
  }))
  return ok(chosenRows(columns, rows, reading))
}

function onlyListOf(value: unknown): readonly unknown[] | null {
  if (typeof value !== 'object' || value === null) return null
  const lists = Object.values(value).filter((field): field is unknown[] => Array.isArray(field))
  return lists.length === 1 ? (lists[0] ?? null) : null
}

function entryOf(value: unknown): Entry | null {
  if (typeof value === 'string') return { prompt: value }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const entry = Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name.trim().toLowerCase(), field])
  )
  const holder = Object.keys(entry)[promptColumn(Object.keys(entry))]
  return holder !== undefined && typeof entry[holder] === 'string' ? entry : null
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
