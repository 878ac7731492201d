import { foldText } from '../prompts/search-text'
import { isOperator, operatorNames, operators, type OperatorName } from './operators'
import { quoted, splitSearch, type Token } from './tokens'

/** Something that the word at the end of a search may become. */
export interface Completion {
  /** As it is shown: `model:` or `model:veo`. */
  readonly label: string
  readonly about: string
  /** The whole search with it. */
  readonly text: string
}

/** Names that operators take, by the operator. */
export type KnownNames = Readonly<Partial<Record<OperatorName, readonly string[]>>>

/** Before that many letters a word is more likely a word. */
const leastLetters = 2
const mostOffered = 8

/** Returns what may follow at the end of a search: names of operators, then their values. */
export function completions(text: string, names: KnownNames): readonly Completion[] {
  const last = splitSearch(text).at(-1)
  if (!last || /\s$/.test(text)) return []
  const before = text.slice(0, last.start) + (last.isExcluded ? '-' : '')
  if (last.name === null) return namesFor(last, before)
  const name = foldText(last.name)
  if (!isOperator(name)) return []
  const typed = foldText(last.value)
  const values = names[name] ?? operators[name].examples
  return values
    .filter((value) => foldText(value).includes(typed) && foldText(value) !== typed)
    .slice(0, mostOffered)
    .map((value) => ({
      label: `${name}:${value}`,
      about: '',
      text: `${before}${name}:${quoted(value)} `
    }))
}

function namesFor({ value }: Token, before: string): readonly Completion[] {
  const typed = foldText(value)
  if (typed.length < leastLetters) return []
  return operatorNames
    .filter((name) => name.startsWith(typed))
    .map((name) => ({ label: `${name}:`, about: operators[name].about, text: `${before}${name}:` }))
}
