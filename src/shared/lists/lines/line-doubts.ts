import { isBlank } from '../../prompts/text-checks'
import { promptColumn } from '../prompt-column'
import { isClosing, isMeta, isOpening } from './chatter'
import { bullet, isBareMark, label, labelKind, labelNumber, numbering, withoutMark } from './mark-patterns'
import { isFieldName } from './field-names'
import { hasWords } from './words'

/** Why a line of a pasted list is most likely not a prompt. */
export type LineDoubt = 'heading' | 'rule' | 'wordless' | 'chatter'

/** A line of a list as it is pasted. */
export interface ListLine {
  /** Counted from 1. */
  readonly line: number
  /** Without space around it. */
  readonly text: string
  /** Indentation, in columns. */
  readonly indent?: number
}

const ruleLine =
  /^(?:[-*_=~—–−⸺⸻─━═•·.#+<>✦✧★☆◆◇❖\s]{2,}|`{3,}.*|~{3,}.*|<\/?(?:hr|br|p|ul|ol|li|div|pre|table|tbody|tr)\b[^<>]*>)$/u
/** Rest of a list in a program: brackets, and the assignment. */
const bracketLine = /^[\s[\]{}(),;]+$/u
const listName = /^(?:(?:const|let|var)\s+)?["']?[\p{L}_][\p{L}\p{N}_]{0,40}["']?\s*[:=]\s*[[({]+$/u
const emphasised = /^(?:\*\*|__)(?<inside>[^*_]+)(?:\*\*|__)\s*:?$/u
const headings: readonly RegExp[] = [
  /^#{1,6}\s+\S/u,
  listName,
  /^(?:\d{1,3} )?(?:(?:\p{L}+) )?prompts(?: list)?$/iu,
  /^(?:video |text )?prompts for .{1,40}$/iu,
  /^(?:video |image |text |positive |final |full )?prompt(?: text| list| \(?en(?:glish)?\)?)?\s*[:：]?$/iu,
  /^(?:(?:my|the|your|full|final) )?(?:shot ?list|story ?board|scene list|prompt list|script|screenplay)\s*[.:：]?$/iu,
  /^shot ?list\s*[:–—-]/iu,
  /^(?:fade (?:in|out|to black|to white)|cut to(?: black)?|smash cut to|dissolve to)\s*[.:]$/iu,
  /^\(?\d{1,3} (?:video )?(?:prompts|shots|scenes|clips)(?: in total| total)?\)?[.!]?$/iu,
  /^(?:\/\/|<!--)/u,
  /^={2,}\s*[^=]+?\s*={2,}$/u,
  /^<h[1-6][^>]*>.*<\/h[1-6]>$/iu,
  /^[【〖［].*[】〗］]$/u,
  new RegExp(String.raw`^[[(]?${labelKind}(?:${label})${labelNumber}[\])]?\s*[:.：]?$`, 'iu'),
  /^\[(?:scene|shot|act|part|section|chapter)\b[^[\]]*\]$/iu,
  /^(?:\S+\s+){0,4}(?:prompts?|scenes?|shots?|list|liste|lista|ideas|variations|promptliste)\s*[:：]$/iu
]

/**
 * Marks the lines of a list that are most likely not prompts: headings, rules, and an assistant's words before and
 * after. Where no prompt would be left, headings count as prompts. Lines that are put into another prompt may be
 * figures.
 */
export function lineDoubts(
  lines: readonly ListLine[],
  { areInserted = false }: { readonly areInserted?: boolean } = {}
): ReadonlyMap<number, LineDoubt> {
  const doubts = new Map<number, LineDoubt>()
  for (const { line, text } of lines) {
    const doubt = doubtOf(text, areInserted)
    if (doubt) doubts.set(line, doubt)
  }
  const [first] = lines
  if (first && lines.length > 1 && promptColumn([first.text]) >= 0) doubts.set(first.line, 'heading')
  markEdge(lines, doubts, lines.length > 1 ? opensList : isOpening, 3)
  markEdge(lines.toReversed(), doubts, isClosing, 5)
  if (lines.every(({ line }) => doubts.has(line))) {
    for (const [line, doubt] of doubts) if (doubt === 'heading') doubts.delete(line)
  }
  return doubts
}

/** Marks an assistant's words at one end of a list, up to the first line that looks like a prompt. */
function markEdge(
  lines: readonly ListLine[],
  doubts: Map<number, LineDoubt>,
  isChatter: (text: string, doubt: LineDoubt | undefined) => boolean,
  most: number
): void {
  let found = 0
  for (const { line, text } of lines) {
    if (isChatter(text, doubts.get(line)) && found < most) {
      doubts.set(line, 'chatter')
      found += 1
    } else if (!doubts.has(line)) return
  }
}

/** A first line that ends in a colon announces the list, in any language; `Camera:` is a part of a prompt. */
function opensList(text: string, doubt: LineDoubt | undefined): boolean {
  if (isOpening(text)) return true
  const announced = /^(?<words>.*)[:：][\s*_]*$/u.exec(text)?.groups?.['words']
  return doubt === undefined && announced !== undefined && !isFieldName(announced)
}

function doubtOf(text: string, isInserted: boolean): LineDoubt | null {
  if (isBlank(text)) return 'rule'
  if (isMeta(text)) return 'chatter'
  if (ruleLine.test(text) || bracketLine.test(text) || isBareMark(text)) return 'rule'
  if (!hasWords(text)) return !/\p{N}/u.test(text) ? 'rule' : isInserted ? null : 'wordless'
  const bare = withoutMark(text, [bullet, ...numbering])
  const isHeading = [text, bare].some(
    (one) => emphasised.test(one) || headings.some((pattern) => pattern.test(one))
  )
  return isHeading ? 'heading' : null
}
