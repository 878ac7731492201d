import type { Term } from '@shared/search/search'

/** Units of a gram, the index's token: a longer term is a sequence of them, a shorter one is their beginning. */
const gramLength = 3
/** First of the characters that stand for ASCII and for halves of a pair. No text has any of them as such a unit. */
const standIns = 0xf0000

/**
 * Returns a folded text as the index gets it: at each place a gram, the last ones being shorter. The tokenizer splits
 * at ASCII, so that every unit becomes a character beyond it.
 */
export function gramsOf(folded: string): string {
  const units = unitsOf(folded)
  return units.map((_, at) => units.slice(at, at + gramLength).join('')).join(' ')
}

/** Returns an expression of FTS5 for texts that hold all of these terms. It has no character of the user's text. */
export const matchAll = (terms: readonly Term[]): string => terms.map(matchOne).join(' AND ')

function matchOne({ text, place }: Term): string {
  const units = unitsOf(text)
  const whole = Math.max(1, units.length - gramLength + 1)
  const grams = units.slice(0, whole).map((_, at) => units.slice(at, at + gramLength).join(''))
  const phrase = `"${grams.join(' ')}"${units.length < gramLength ? ' *' : ''}`
  return place === 'model' ? `model : ${phrase}` : phrase
}

const unitsOf = (text: string): readonly string[] =>
  Array.from({ length: text.length }, (_, at) => {
    const unit = text.charCodeAt(at)
    return unit < 0x80 || isHalf(unit) ? String.fromCodePoint(standIns + unit) : text.charAt(at)
  })

const isHalf = (unit: number): boolean => unit >= 0xd800 && unit < 0xe000
