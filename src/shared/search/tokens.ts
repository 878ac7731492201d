/** One word, phrase or operator as it was typed. */
export interface Token {
  readonly typed: string
  readonly start: number
  readonly isExcluded: boolean
  /** Word before a colon; null where there is none. */
  readonly name: string | null
  /** Without its quotes. */
  readonly value: string
}

/** Quotes of any keyboard: a phrase may be pasted from a text. */
const quotes = '"“”„‟«»＂'
/** A phrase ends at the next quote, or at the end while it is being typed. A lone quote is a word. */
const token = new RegExp(
  [
    '(?<minus>-(?=[^\\s-]))?',
    '(?:(?<name>[A-Za-z]+):)?',
    `(?:[${quotes}](?<phrase>[^\\s${quotes}][^${quotes}]*)(?:[${quotes}](?=\\s|$)|$)|(?<word>\\S*))`
  ].join(''),
  'uy'
)
/** Writes a value so that it is read as one. */
export function quoted(value: string): string {
  const plain = value.replace(new RegExp(`[${quotes}]`, 'gu'), ' ').trim()
  return /\s/.test(plain) ? `"${plain}"` : plain
}

// eslint-disable-next-line no-control-regex -- what no text holds that is searched
const controls = /[\u0000-\u001F\u007F]/g

/** Splits a search into its parts, in order. */
export function splitSearch(text: string): readonly Token[] {
  const tokens: Token[] = []
  const written = text.replace(controls, ' ')
  for (let at = skipSpace(written, 0); at < written.length; at = skipSpace(written, at)) {
    token.lastIndex = at
    const found = token.exec(written)
    const groups = found?.groups ?? {}
    const typed = found?.[0] ?? ''
    // Never empty: at a position that is no space, the last alternative takes at least one character.
    if (typed === '') break
    tokens.push({
      typed,
      start: at,
      isExcluded: groups['minus'] !== undefined,
      name: groups['name'] ?? null,
      value: groups['phrase'] ?? groups['word'] ?? ''
    })
    at += typed.length
  }
  return tokens
}

function skipSpace(text: string, from: number): number {
  const rest = /\S/.exec(text.slice(from))
  return rest ? from + rest.index : text.length
}
