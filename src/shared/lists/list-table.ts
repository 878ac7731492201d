import { jsonParts, type TextRange } from '../prompts/json-parts'
import { lineDoubts, type ListLine } from './lines/line-doubts'
import { markRemover, withoutListMarks } from './lines/list-marks'
import type { Problem } from '../problem'
import { variableNames } from '../prompts/prompt-parts'
import { fieldHeads } from './lines/prompt-fields'
import type { LeftOutRow, ListRow, PromptTable, RowDoubt, TableReading } from './prompt-table'
import { err, ok, type Result } from '../result'
import { separatorLine } from './separator-line'
import { tableRefusal } from './table-refusal'
import { isBlank, lineEnd } from '../prompts/text-checks'

/** A list of prompts, with the kind of each line. */
export interface ReadList {
  readonly lines: readonly ListLine[]
  readonly doubts: ReadonlyMap<number, RowDoubt>
  /** The lines of each paragraph, by their numbers. */
  readonly paragraphs: readonly (readonly ListLine[])[]
  /** Whether its paragraphs are marked lines with indented text, or prompts of several fields. */
  readonly isOutline: boolean
}

/** Reads a list: one prompt per line, one per paragraph, or a single prompt. */
export function listTable(
  text: string,
  format: 'lines' | 'paragraphs' | 'whole',
  { prompt = '', switched = [], isCleaned = false }: TableReading
): Result<PromptTable, Problem> {
  const list = readList(text, prompt)
  if (list.lines.length === 0) return err(tableRefusal('The list is empty.', 'Paste one prompt per line.'))
  if (format === 'whole') {
    return ok({
      kind: 'lines',
      rows: [{ line: list.lines[0]?.line ?? 1, prompt: text.replace(/^\uFEFF/, '').trim() }]
    })
  }
  const remove = isCleaned ? markRemover(likelyTexts(list)) : null
  const chosen = (line: number): boolean => list.doubts.has(line) === switched.includes(line)
  const lines = list.lines.map((line) =>
    remove && chosen(line.line) ? { ...line, text: remove(line.text) } : line
  )
  const byNumber = new Map(lines.map((line) => [line.line, line]))
  const groups = format === 'lines' ? lines.map((line) => [line]) : list.paragraphs
  const rows = groups.flatMap((group): ListRow[] => {
    const on = group
      .filter(({ line }) => chosen(line))
      .map(({ line }) => byNumber.get(line) ?? { line, text: '' })
    const [first] = on
    if (!first) return []
    const doubt = list.doubts.get(first.line)
    return [{ line: first.line, prompt: on.map((one) => one.text).join('\n'), ...(doubt && { doubt }) }]
  })
  const leftOut = lines
    .filter(({ line }) => !chosen(line))
    .map(({ line, text: cell }): LeftOutRow => ({
      line,
      cells: [cell],
      doubt: list.doubts.get(line) ?? 'switched_off'
    }))
  return ok({ kind: 'lines', rows, leftOut })
}

/** Splits a list into lines and classifies each. JSON over several lines is one line. */
export function readList(text: string, prompt = ''): ReadList {
  const all = linesOf(text.replace(/^\uFEFF/, ''))
  const lines = all.filter((line) => !isBlank(line.text))
  const areInserted = variableNames(prompt).has('prompt')
  const doubts = new Map<number, RowDoubt>(lineDoubts(lines, { areInserted }))
  const [first] = lines
  if (first && separatorLine(first.text) !== null) doubts.set(first.line, 'rule')
  const likely = lines.filter(({ line }) => !doubts.has(line))
  const heads = outlineHeads(likely) ?? fieldHeads(likely)
  return { lines, doubts, paragraphs: paragraphsOf(all, doubts, heads), isOutline: heads !== null }
}

/** Returns whether "Remove numbering and bullets" would change a list. */
export function hasListMarks(text: string): boolean {
  const texts = likelyTexts(readList(text))
  const cleaned = withoutListMarks(texts)
  return texts.some((one, index) => one !== cleaned[index])
}

const likelyTexts = ({ lines, doubts }: ReadList): readonly string[] =>
  lines.filter(({ line }) => !doubts.has(line)).map(({ text }) => text)

function linesOf(text: string): readonly ListLine[] {
  const json = jsonParts(text).filter((part) => isClosed(text, part))
  const ends = new RegExp(lineEnd.source, 'gu')
  const lines: ListLine[] = []
  let number = 1
  let start = 0
  let startNumber = 1
  for (const { index, 0: end } of text.matchAll(ends)) {
    number += 1
    if (json.some((part) => index > part.start && index < part.end)) continue
    lines.push(lineAt(startNumber, text.slice(start, index)))
    start = index + end.length
    startNumber = number
  }
  return [...lines, lineAt(startNumber, text.slice(start))]
}

function lineAt(line: number, raw: string): ListLine {
  const space = /^[ \t\u00A0\u3000]*/u.exec(raw)?.[0] ?? ''
  return { line, text: raw.trim(), indent: space.replaceAll('\t', '    ').length }
}

/** Returns the numbered or marked lines of a list with indented lines below them; null for any other list. */
function outlineHeads(lines: readonly ListLine[]): ReadonlySet<number> | null {
  const [first, ...others] = lines
  const margin = first?.indent ?? 0
  if (!first || others.some(({ indent = 0 }) => indent < margin)) return null
  const heads = lines.filter(({ indent = 0 }) => indent < margin + 2)
  const texts = heads.map(({ text }) => text)
  const cleaned = withoutListMarks(texts)
  const areMarked = texts.every((text, index) => text !== cleaned[index])
  const isOutline = heads.length > 1 && heads.length < lines.length && areMarked
  return isOutline ? new Set(heads.map(({ line }) => line)) : null
}

/** Ends JSON that was cut off, which would swallow the rest of the list. */
const isClosed = (text: string, { end }: TextRange): boolean => /[}\]`~]\s*$/.test(text.slice(0, end))

/** Splits at blank lines and rules, or before the first lines of an outline and of prompts in fields. */
function paragraphsOf(
  lines: readonly ListLine[],
  doubts: ReadonlyMap<number, RowDoubt>,
  heads: ReadonlySet<number> | null
): readonly (readonly ListLine[])[] {
  const paragraphs: ListLine[][] = [[]]
  for (const line of lines) {
    if (isBlank(line.text)) {
      if (!heads) paragraphs.push([])
    } else if (doubts.has(line.line) && (heads || doubts.get(line.line) === 'rule')) {
      paragraphs.push([line], [])
    } else if (heads?.has(line.line)) paragraphs.push([line])
    else paragraphs.at(-1)?.push(line)
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0)
}
