import { isBlank } from '../../prompts/text-checks'
import { growingMarks } from './growing-marks'
import { everyMark, withoutMark } from './mark-patterns'

const letter = /^(?:\((?<round>[a-z])\)|\[(?<square>[a-z])\]|(?<plain>[a-z])[.)])\s+/iu
/** A symbol in front of every line is a bullet. */
const sign = /^\p{Extended_Pictographic}\uFE0F?\s+/u
const roman = /^\(?(?<number>x{0,3}(?:ix|iv|v?i{0,3}))[.)]\s+/iu

/** Closing quotes, by the quote that opens. */
const quotes: Readonly<Record<string, string>> = {
  '"': '"',
  '＂': '＂',
  '“': '”',
  '„': '“”',
  '«': '»',
  '‘': '’',
  '「': '」',
  '『': '』',
  '〝': '〟〞',
  '»': '«',
  '‹': '›',
  '›': '‹',
  '‚': '‘’',
  '”': '”',
  '《': '》',
  '〈': '〉',
  "'": "'",
  '`': '`'
}
const emphasis = /^(?<mark>\*{1,3}|_{1,3})(?=\S)(?<inside>(?:(?!\k<mark>).)+)(?<=\S)\k<mark>$/su

/** Takes numbering, bullets and labels such as `Prompt 5:` off the lines of a list, with quotes around the rest. */
export const withoutListMarks = (texts: readonly string[]): readonly string[] => texts.map(markRemover(texts))

/** Returns what takes the marks off a line of the list that has these lines. */
export function markRemover(texts: readonly string[]): (text: string) => string {
  const plain = texts.map(withoutEmphasis)
  const ofAll = [
    ...(isLettered(plain) ? [letter] : []),
    ...(isRoman(plain) ? [roman] : []),
    ...(plain.length > 1 && plain.every((text) => sign.test(text)) ? [sign] : []),
    ...growingMarks(plain)
  ]
  const areQuoted = texts.length > 1 && texts.every((text) => unquoted(withoutComma(text)) !== text)
  return (text) => {
    const whole = areQuoted ? unquoted(withoutComma(text)) : text
    let rest = whole
    for (let times = 0; times < 3; times += 1) {
      const next = withoutMark(withoutMark(withoutEmphasis(rest), ofAll), everyMark)
      if (next === rest || isBlank(next)) break
      rest = next
    }
    return rest === whole ? whole : withoutEmphasis(unquoted(rest))
  }
}

/** Takes off asterisks or underscores around the whole of a text; `__name__` is a wildcard of other tools. */
function withoutEmphasis(text: string): string {
  const { mark, inside } = emphasis.exec(text)?.groups ?? {}
  if (mark === undefined || inside === undefined) return text
  return mark === '__' && !/\s/u.test(inside) ? text : inside
}

/** A single `A.` is an initial; `a.` and `b.` are a numbering. */
function isLettered(texts: readonly string[]): boolean {
  const letters = new Set(
    texts.map((text) => {
      const { round, square, plain } = letter.exec(text)?.groups ?? {}
      return (round ?? square ?? plain ?? '').toLowerCase()
    })
  )
  return letters.has('a') && letters.has('b')
}

function isRoman(texts: readonly string[]): boolean {
  const numbers = new Set(texts.map((text) => roman.exec(text)?.groups?.['number']?.toLowerCase()))
  return numbers.has('i') && numbers.has('ii')
}

/** A list in a program has a comma behind each text. */
const withoutComma = (text: string): string => text.replace(/(?<=["'])[,;]$/, '')

function unquoted(text: string): string {
  const ends = quotes[text[0] ?? ''] ?? ''
  const end = text.at(-1) ?? ''
  const inner = text.slice(1, -1)
  const isQuoted = text.length > 2 && ends.includes(end) && !inner.includes(end)
  return isQuoted ? inner.trim() : text
}
