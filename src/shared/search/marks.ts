import { foldText, isAscii } from '../prompts/search-text'
import type { Search } from './search'

/** Part of a text as it is written. */
export interface TextPart {
  readonly text: string
  readonly isMarked: boolean
}

/** Returns the folded words and phrases of a search that a text can be marked with. */
export const markedTerms = ({ parts }: Search): readonly string[] =>
  parts.flatMap(({ test, isExcluded }) =>
    test.kind === 'term' && test.place === 'anywhere' && !isExcluded ? [test.text] : []
  )

/** Splits a text into what a search found and what is between. A mark never cuts a letter from its accent. */
export function markParts(text: string, terms: readonly string[]): readonly TextPart[] {
  const whole = terms.length === 0 ? '' : foldText(text)
  if (!terms.some((term) => whole.includes(term))) return [{ text, isMarked: false }]
  const { letters, folded, letterAt } =
    isAscii(text) && whole.length === text.length ? lettersInPlace(text, whole) : foldLetters(text)
  const isMarked = letters.map(() => false)
  for (const term of terms) {
    for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + term.length)) {
      isMarked.fill(true, letterAt[at], (letterAt[at + term.length - 1] ?? 0) + 1)
    }
  }
  return joined(letters, isMarked)
}

interface FoldedLetters {
  readonly letters: readonly string[]
  readonly folded: string
  /** For each unit of the folded text, which letter it is from. */
  readonly letterAt: readonly number[]
}

/** For a text whose characters are letters of their own, each folded to one: finding letters takes most of the time. */
function lettersInPlace(text: string, folded: string): FoldedLetters {
  const letters = text.split('')
  return { letters, folded, letterAt: letters.map((_, at) => at) }
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Folds letter by letter, so that each knows where it came from. */
function foldLetters(text: string): FoldedLetters {
  const letters = Array.from(segmenter.segment(text), ({ segment }) => segment)
  let folded = ''
  const letterAt: number[] = []
  letters.forEach((letter, at) => {
    const own = foldText(letter)
    // As within a whole text: several spaces are one.
    const added = own === ' ' && folded.endsWith(' ') ? '' : own
    folded += added
    for (let unit = 0; unit < added.length; unit += 1) letterAt.push(at)
  })
  return { letters, folded, letterAt }
}

function joined(letters: readonly string[], isMarked: readonly boolean[]): readonly TextPart[] {
  const parts: { text: string; isMarked: boolean }[] = []
  letters.forEach((text, at) => {
    const last = parts.at(-1)
    const marked = isMarked[at] ?? false
    if (last?.isMarked === marked) last.text += text
    else parts.push({ text, isMarked: marked })
  })
  return parts
}
