const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Line breaks, control characters, and bidirectional controls, which could reorder the words around the text. */
const breaksLine = /[\s\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu

/** Longest grapheme: marks without end on one letter would otherwise count as one. */
const longestGrapheme = 20

/** Returns a text as one line of at most `limit` graphemes, so that no letter loses its accent. */
export function oneLine(text: string, limit: number): string {
  const line = text.replaceAll(breaksLine, ' ').trim()
  const start = Array.from(line)
    .slice(0, (limit + 1) * longestGrapheme)
    .join('')
  const letters = Array.from(graphemes.segment(start), ({ segment }) => segment)
  if (letters.length <= limit && start === line) return line
  return `${letters.slice(0, limit).join('').trimEnd()}…`
}

const lookalikes: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '&': '＆' }

/**
 * Replaces what a notification daemon may read as markup. Escaping is no help: one daemon shows `&amp;` as it is, and
 * another drops a text with a bare `&`.
 */
export const withoutMarkup = (text: string): string =>
  text.replaceAll(/[<>&]/g, (sign) => lookalikes[sign] ?? '')
