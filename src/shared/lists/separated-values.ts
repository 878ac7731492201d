import { lineEnd } from '../prompts/text-checks'

/** One record of a table, and the line it starts on, counted from 1. */
export interface SeparatedRecord {
  readonly line: number
  readonly fields: readonly string[]
}

export type SeparatedValues =
  | { readonly ok: true; readonly records: readonly SeparatedRecord[] }
  /** The quote that opens on this line is never closed. */
  | { readonly ok: false; readonly unclosedQuoteLine: number }

/**
 * Reads comma- or tab-separated values as RFC 4180 has them: quoted fields may hold separators, line breaks and
 * doubled quotes. Empty lines are left out. A quote inside of an unquoted field is a character like any other.
 * Where text follows a closing quote, the quotes are what somebody says (`"Run!" she yells`), and stay.
 *
 * With tabs a quote quotes only where the cell needs it: spreadsheets put quotes around a cell that holds a tab,
 * a line break or a quote, and around no other.
 *
 * Written here because no parser fits: the types of papaparse and csv-parse bring Node and DOM types into
 * src/shared, and d3-dsv and uDSV do not tell of an unclosed quote.
 */
export function readSeparatedValues(text: string, separator: string): SeparatedValues {
  const reader = new Reader(text.startsWith('\uFEFF') ? text.slice(1) : text, separator)
  while (!reader.isAtEnd) {
    if (!reader.readRecord()) return { ok: false, unclosedQuoteLine: reader.quoteLine }
  }
  return { ok: true, records: reader.records }
}

interface Quoted {
  readonly value: string
  readonly end: number
}

class Reader {
  readonly records: SeparatedRecord[] = []
  quoteLine = 0
  readonly #text: string
  readonly #plain: RegExp
  readonly #lineEnd = new RegExp(lineEnd.source, 'uy')
  readonly #lineEnds = new RegExp(lineEnd.source, 'gu')
  readonly #separator: string
  readonly #needsReason: boolean
  #at = 0
  #line = 1

  constructor(text: string, separator: string) {
    this.#text = text
    this.#separator = separator
    this.#needsReason = separator === '\t'
    this.#plain = new RegExp(`[^${separator}\\n\\v\\f\\r\\u0085\\u2028\\u2029]*`, 'y')
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length
  }

  /** False when a quote is never closed. */
  readRecord(): boolean {
    const line = this.#line
    const start = this.#at
    const fields: string[] = []
    do {
      const field = this.#readField()
      if (field === null) return false
      fields.push(field)
    } while (this.#take(this.#separator))
    const isEmpty = this.#at === start
    if (this.#takeLineEnd()) this.#line += 1
    if (!isEmpty) this.records.push({ line, fields })
    return true
  }

  #readField(): string | null {
    if (this.#text[this.#at] !== '"') return this.#readPlain()
    const quoted = this.#quotedAt(this.#at)
    if (!quoted) {
      this.quoteLine = this.#line
      return this.#needsReason ? this.#readPlain() : null
    }
    const raw = this.#text.slice(this.#at, quoted.end)
    const isWhole = this.#endsFieldAt(quoted.end)
    if (this.#needsReason && !(isWhole && needsQuotes(raw))) return this.#readPlain()
    this.#line += raw.match(this.#lineEnds)?.length ?? 0
    this.#at = quoted.end
    return isWhole ? quoted.value : raw + this.#readPlain()
  }

  #readPlain(): string {
    this.#plain.lastIndex = this.#at
    const text = this.#plain.exec(this.#text)?.[0] ?? ''
    this.#at += text.length
    return text
  }

  /** Returns the text in the quotes that open here, with doubled quotes as one; null where they never close. */
  #quotedAt(start: number): Quoted | null {
    const parts: string[] = []
    let at = start + 1
    for (;;) {
      const quote = this.#text.indexOf('"', at)
      if (quote < 0) return null
      parts.push(this.#text.slice(at, quote))
      if (this.#text[quote + 1] !== '"') return { value: parts.join('"'), end: quote + 1 }
      at = quote + 2
    }
  }

  #endsFieldAt(at: number): boolean {
    this.#lineEnd.lastIndex = at
    return (
      at >= this.#text.length || this.#text.startsWith(this.#separator, at) || this.#lineEnd.test(this.#text)
    )
  }

  #takeLineEnd(): boolean {
    this.#lineEnd.lastIndex = this.#at
    const end = this.#lineEnd.exec(this.#text)?.[0] ?? ''
    this.#at += end.length
    return end !== ''
  }

  #take(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.#at)) return false
    this.#at += expected.length
    return true
  }
}

/** Returns whether a spreadsheet would have quoted a cell. */
function needsQuotes(raw: string): boolean {
  const inner = raw.slice(1, -1)
  return inner.includes('\t') || inner.includes('""') || lineEnd.test(inner)
}
