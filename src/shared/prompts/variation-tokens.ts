import { foreignMarks } from './foreign-syntax'
import { jsonParts, type TextRange } from './json-parts'

type Kind = 'text' | 'escape' | 'open' | 'separator' | 'close' | 'unbalanced'

/** A piece of a prompt, for highlighting and expanding. */
export interface VariationToken {
  readonly kind: Kind
  /** The characters of the prompt: all tokens joined are the prompt. */
  readonly text: string
  /** Where it starts, in UTF-16 units. */
  readonly start: number
  /** Number of groups around it; the braces and bars of a group count as inside. */
  readonly depth: number
  /** Why it is sent as typed, escapes included: it is JSON, or the prompt is another tool's template. */
  readonly literal: 'json' | 'template' | null
  /** Whether it is part of another tool's template, so that a name in it is not a variable. */
  readonly isForeign: boolean
}

interface OpenBrace {
  readonly index: number
  readonly bars: number[]
}

const pieces = /(?<escape>\\[{|}\\])|[{|}]|[^\\{|}]+|\\/gu

/**
 * Cuts a prompt into text, escapes and variation groups. Only a pair of braces with a `|` of its own is a
 * group; any other pair is text. JSON is text throughout, and so is a prompt that holds another tool's
 * template: see {@link jsonParts} and {@link foreignMarks}.
 */
export function variationTokens(prompt: string): readonly VariationToken[] {
  const json = jsonParts(prompt)
  const templates = foreignMarks(prompt, json).filter(({ isTemplate }) => isTemplate)
  return cut(prompt, json, templates)
}

/** Splits a prompt whose JSON and foreign templates are already escaped by `rowPrompts`. */
export const resolvedTokens = (prompt: string): readonly VariationToken[] => cut(prompt, [], [])

function cut(
  prompt: string,
  json: readonly TextRange[],
  templates: readonly TextRange[]
): readonly VariationToken[] {
  const matches = [...prompt.matchAll(pieces)]
  const isInJson = insideOf(json)
  const otherwise = templates.length > 0 ? 'template' : null
  const literal = matches.map(({ index }) => (isInJson(index) ? 'json' : otherwise))
  const kinds = matches.map((match, index): Kind =>
    match.groups?.['escape'] === undefined || literal[index] !== null ? 'text' : 'escape'
  )
  const open: OpenBrace[] = []
  for (const [index, [text]] of matches.entries()) {
    if (literal[index] !== null) continue
    if (text === '{') open.push({ index, bars: [] })
    else if (text === '|') open.at(-1)?.bars.push(index)
    else if (text === '}') close(kinds, open.pop(), index)
  }
  for (const { index } of open) kinds[index] = 'unbalanced'

  const isInTemplate = insideOf(templates)
  let depth = 0
  return matches.map((match, index) => {
    const kind = kinds[index] ?? 'text'
    if (kind === 'open') depth += 1
    const token: VariationToken = {
      kind,
      text: match[0],
      start: match.index,
      depth,
      literal: literal[index] ?? null,
      isForeign: isInTemplate(match.index)
    }
    if (kind === 'close') depth -= 1
    return token
  })
}

function close(kinds: Kind[], group: OpenBrace | undefined, index: number): void {
  if (!group) kinds[index] = 'unbalanced'
  else if (group.bars.length > 0) {
    kinds[group.index] = 'open'
    kinds[index] = 'close'
    for (const bar of group.bars) kinds[bar] = 'separator'
  }
}

/** Returns a check whether a position is inside a range; positions must be ascending. */
function insideOf(ranges: readonly TextRange[]): (at: number) => boolean {
  let next = 0
  return (at) => {
    while (at >= (ranges[next]?.end ?? Infinity)) next += 1
    return at >= (ranges[next]?.start ?? Infinity)
  }
}
