/** Quotes that begin a quotation, and those that may end it; as typed, or as HTML writes them. */
const ends: Readonly<Record<string, readonly string[]>> = {
  '"': ['"'],
  "'": ["'"],
  '`': ['`', '´'],
  '＂': ['＂'],
  '“': ['”', '“', '"'],
  '”': ['”'],
  '„': ['“', '”', '„'],
  '‟': ['”'],
  '‘': ['’'],
  '‚': ['‘', '’'],
  '«': ['»'],
  '»': ['«', '»'],
  '‹': ['›'],
  '›': ['‹', '›'],
  '「': ['」'],
  '『': ['』'],
  '《': ['》'],
  '〈': ['〉'],
  '｢': ['｣'],
  '〝': ['〞', '〟'],
  '&quot;': ['&quot;'],
  '&#34;': ['&#34;'],
  '&#x22;': ['&#x22;'],
  '&apos;': ['&apos;'],
  '&#39;': ['&#39;'],
  '&ldquo;': ['&rdquo;'],
  '&lsquo;': ['&rsquo;'],
  '&laquo;': ['&raquo;'],
  '&lsaquo;': ['&rsaquo;'],
  '&bdquo;': ['&ldquo;', '&rdquo;']
}

const quoteSigns = [...new Set([...Object.keys(ends), ...Object.values(ends).flat()])]
/** A quote of any kind, as a part of a pattern; perhaps escaped. */
export const anyQuote = String.raw`(?:\\*(?:${quoteSigns.join('|')}))`

const marks = new RegExp(`${quoteSigns.join('|')}|\\|`, 'gu')
/** These are apostrophes and inches too. */
const alsoOther = new Set(['"', "'", '`', '”', '’', '´', '‘'])
const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char)

/** Returns whether a `|` is between the two quotes of a pair, of any kind. */
export function hasQuotedBar(text: string): boolean {
  const found = [...text.matchAll(marks)].map(({ index, 0: sign }) => ({
    sign,
    opens: !(alsoOther.has(sign) && isWord(text[index - 1])),
    closes: !(alsoOther.has(sign) && sign !== '"' && isWord(text[index + sign.length]))
  }))
  /** Kinds of quotes that nothing ends from here on. */
  const open = new Set<string>()
  for (let at = 0; at < found.length; at += 1) {
    const first = found[at]
    const closers = ends[first?.sign ?? '']
    if (!first?.opens || !closers || open.has(first.sign)) continue
    let end = at + 1
    let hasBar = false
    for (; end < found.length; end += 1) {
      const mark = found[end]
      if (mark?.closes && closers.includes(mark.sign)) break
      hasBar ||= mark?.sign === '|'
    }
    if (end === found.length) open.add(first.sign)
    else if (hasBar) return true
    else at = end
  }
  return false
}
