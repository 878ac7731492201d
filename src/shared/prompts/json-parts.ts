import parse from 'json5/lib/parse.js'

/** A range of a text, in UTF-16 units; `end` is exclusive. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

const quote = String.raw`(?:\\*["'“”„‟«»‘’‚\x60＂]|&quot;|&#34;)`
/** A brace, a quoted key and a colon: no variation starts like this. The key may be written `\"key\"`. */
const strictKey = String.raw`"(?:\\.|[^"\\])*"`
const looseKey = String.raw`${quote}(?:(?!${quote})[^\n{}]){0,200}${quote}`
const quotedKey = new RegExp(String.raw`\{\s*(?:\/\/.*\s+)?(?:${strictKey}|${looseKey})\s*[:：]`, 'y')
/** A key without quotes, as JSON5 and JavaScript have it, before something that only a value starts with. */
const plainKey = /\{\s*[\p{L}_$][\p{L}\p{N}_$-]*\s*:\s*["'“[{]/uy
/** Start of a list: its first entry is text, a list or an object. */
const listStart = /\[(?:\s|\/\/.*)*["[{]/g
const fence =
  /^(?<open>[ \t]*(?:```|~~~)[ \t]*(?:json[5cl]?|javascript|js)\b.*)$(?<body>[^]*?)(?:^[ \t]*(?:```|~~~)[ \t]*$|(?![^]))/gimu

/**
 * Finds JSON in a prompt: what parses as an object or a list, what is in a code fence that says so, and each
 * brace pair that begins with a quoted key and a colon, however it is broken. One that is never closed goes
 * on to the end of the text. The ranges are in order and do not overlap.
 */
export function jsonParts(text: string): readonly TextRange[] {
  if (!/[[{]/.test(text)) return []
  const whole = trimmedRange(text)
  if (isJson(text.slice(whole.start, whole.end))) return [whole]
  const found = [...fencedParts(text), ...listParts(text), ...objectParts(text)]
  return merged(found.toSorted((a, b) => a.start - b.start))
}

/** Returns whether all of a text is JSON, even if it is broken. */
export function isAllJson(text: string): boolean {
  const { start, end } = trimmedRange(text)
  return jsonParts(text).some((part) => part.start <= start && part.end >= end)
}

/** Returns the content of a code fence around the whole text; else the text. */
export const withoutFence = (text: string): string =>
  /^\s*(?:```|~~~)[^\n]*\n(?<body>[^]*?)\n\s*(?:```|~~~)\s*$/u.exec(text)?.groups?.['body'] ?? text

/**
 * Parses a text that is an object or a list in JSON, or in JSON5 as programs and people write it: with comments,
 * single quotes, keys without quotes, or a comma behind the last entry. Undefined where it is neither.
 */
export function parsedJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return parse<unknown>(text)
  } catch {
    return undefined
  }
}

const isJson = (text: string): boolean => parsedJson(withoutFence(text)) !== undefined

function trimmedRange(text: string): TextRange {
  const start = text.length - text.trimStart().length
  return { start, end: Math.max(start, text.trimEnd().length) }
}

function fencedParts(text: string): readonly TextRange[] {
  return [...text.matchAll(fence)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }))
}

function listParts(text: string): readonly TextRange[] {
  const parts: TextRange[] = []
  let tries = 0
  for (const { index: start } of text.matchAll(listStart)) {
    if (start < (parts.at(-1)?.end ?? 0)) continue
    const end = closingOf(text, start)
    if (end !== null && isJson(text.slice(start, end))) parts.push({ start, end })
    // An attempt may read to the end of the text; a prompt has few lists.
    tries += 1
    if (tries === 50) break
  }
  return parts
}

function objectParts(text: string): readonly TextRange[] {
  const parts: TextRange[] = []
  const plainKeyNoMore = { isOver: false }
  let at = text.indexOf('{')
  while (at >= 0) {
    const end = isEscaped(text, at) ? null : objectEnd(text, at, plainKeyNoMore)
    if (end !== null) parts.push({ start: at, end })
    at = text.indexOf('{', end ?? at + 1)
  }
  return parts
}

function objectEnd(text: string, start: number, plainKeys: { isOver: boolean }): number | null {
  quotedKey.lastIndex = start
  if (quotedKey.test(text)) return closingOf(text, start) ?? text.length
  plainKey.lastIndex = start
  if (plainKeys.isOver || !plainKey.test(text)) return null
  const end = closingOf(text, start)
  // Without an end here there is none for the ones inside either.
  if (end === null) plainKeys.isOver = true
  return end !== null && !hasBarOutsideStrings(text.slice(start, end)) ? end : null
}

const isEscaped = (text: string, at: number): boolean =>
  (/\\*$/.exec(text.slice(Math.max(0, at - 50), at))?.[0].length ?? 0) % 2 === 1

/** Returns whether a pair is a choice: `{Anna: "Run!" | Bert: "Stop!"}`. Bars inside strings do not count. */
function hasBarOutsideStrings(text: string): boolean {
  const skipped = text.replaceAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|“[^”]*”/gu, '')
  return skipped.includes('|')
}

/**
 * The end of the brace or bracket pair that opens at `start`. Braces inside of strings do not count, unless
 * no end is found so: strings may be broken.
 */
function closingOf(text: string, start: number): number | null {
  return closing(text, start, /"(?:\\.|[^"\\])*"|[[\]{}]/gsu) ?? closing(text, start, /[[\]{}]/gu)
}

function closing(text: string, start: number, marks: RegExp): number | null {
  marks.lastIndex = start
  let depth = 0
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const [mark] = match
    if (mark === '{' || mark === '[') depth += 1
    else if (mark === '}' || mark === ']') depth -= 1
    if (depth === 0) return marks.lastIndex
  }
  return null
}

function merged(parts: readonly TextRange[]): readonly TextRange[] {
  const result: TextRange[] = []
  for (const part of parts) {
    const last = result.at(-1)
    if (last && part.start < last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, part.end) }
    else result.push(part)
  }
  return result
}
