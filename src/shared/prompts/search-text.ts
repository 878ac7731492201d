const singleQuotes = /[‘’‚‛′‵ʹʻʼʽˈ`´＇]/gu
const doubleQuotes = /[“”„‟«»″‶＂〝〞]/gu
const dashes = /[\p{Pd}\u2212\u2043]/gu
/** Joiners, soft hyphens and the like, and the stroke that only stretches Arabic words. */
const unseen = /[\p{Default_Ignorable_Code_Point}\u0640]/gu
/**
 * Marks of Latin, Greek and Cyrillic, Hebrew points and Arabic vowels. Those of other scripts are what tells their
 * words apart.
 */
const marks =
  /[\u0300-\u036F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u064B-\u065F\u0670\u06D6-\u06ED]/gu
/** Letters with a common replacement on keyboards without them. */
const spellings: Readonly<Record<string, string>> = {
  ß: 'ss',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ς: 'σ'
}
const spelled = new RegExp(`[${Object.keys(spellings).join('')}]`, 'gu')
// eslint-disable-next-line no-control-regex -- everything that is ASCII
const ascii = /^[\x00-\x7F]*$/

export const isAscii = (text: string): boolean => ascii.test(text)

/**
 * Folds a text for searching, so that it is found however it is written: without regard to case, accents, wide
 * and narrow signs, and kinds of quotes, dashes and spaces. й stays a letter of its own; ё is е.
 */
export function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase().replaceAll('`', "'").replaceAll(/\s+/g, ' ')
  // Before, because a lone accent becomes a space and a mark; and after, because other characters become quotes.
  return (
    withPlainQuotes(withPlainQuotes(text).normalize('NFKC'))
      // Before marks are sorted: these must not separate a letter from its mark.
      .replaceAll(unseen, '')
      .toLowerCase()
      .normalize('NFD')
      .replaceAll('и\u0306', 'й')
      .replaceAll(marks, '')
      .normalize('NFC')
      .replaceAll(dashes, '-')
      .replaceAll(spelled, (letter) => spellings[letter] ?? letter)
      .replaceAll(/\s+/gu, ' ')
  )
}

const withPlainQuotes = (text: string): string =>
  text.replaceAll(singleQuotes, "'").replaceAll(doubleQuotes, '"')
