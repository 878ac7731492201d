/** One record of a table, with the line it starts on, counted from 1. */
export interface SeparatedRecord {
  readonly line: number
  readonly fields: readonly string[]
}

export type SeparatedValues =
  | { readonly ok: true; readonly records: readonly SeparatedRecord[] }
  /** The quote that opens on this line has no end. */
  | { readonly ok: false; readonly unclosedQuoteLine: number }

/**
 * Reads comma- or tab-separated values as RFC 4180 has them: quoted fields may hold separators, line breaks and
 * doubled quotes; lines end in CRLF, LF or CR. Empty lines are left out. A quote inside an unquoted field is a
 * character like any other, and so is what follows a closing quote: spreadsheets write neither, people do.
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

class Reader {
  readonly records: SeparatedRecord[] = []
  quoteLine = 0
  readonly #text: string
  readonly #plain: RegExp
  readonly #separator: string
  #at = 0
  #line = 1

  constructor(text: string, separator: string) {
    this.#text = text
    this.#separator = separator
    this.#plain = new RegExp(`[^${separator}\r\n]*`, 'y')
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
    this.#takeLineEnd()
    if (!isEmpty) this.records.push({ line, fields })
    return true
  }

  #readField(): string | null {
    const quoted = this.#take('"') ? this.#readQuoted() : ''
    return quoted === null ? null : quoted + this.#readPlain()
  }

  #readPlain(): string {
    this.#plain.lastIndex = this.#at
    const text = this.#plain.exec(this.#text)?.[0] ?? ''
    this.#at += text.length
    return text
  }

  #readQuoted(): string | null {
    this.quoteLine = this.#line
    const parts: string[] = []
    do {
      const end = this.#text.indexOf('"', this.#at)
      if (end < 0) return null
      parts.push(this.#text.slice(this.#at, end))
      this.#at = end + 1
    } while (this.#take('"'))
    const text = parts.join('"')
    this.#line += text.match(/\r\n|\r|\n/g)?.length ?? 0
    return text
  }

  #takeLineEnd(): void {
    if (this.#take('\r\n') || this.#take('\n') || this.#take('\r')) this.#line += 1
  }

  #take(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.#at)) return false
    this.#at += expected.length
    return true
  }
}
