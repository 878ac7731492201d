import { foldText } from '../prompts/search-text'
import { isOperator, operators } from './operators'
import { splitSearch, type Token } from './tokens'
import type { Filter, Part, Search, Term } from './search'

/** Maximum number of parts of a search. */
const mostParts = 20

/**
 * Reads a search: words in any order, `"exact phrases"`, `-exclusions`, and operators such as `model:veo`. Anything
 * that cannot be read as such is a word.
 *
 * @param nowMs The time that `today` is counted from.
 */
export function parseSearch(text: string, nowMs = Date.now()): Search {
  const tokens = splitSearch(text).slice(0, mostParts)
  const read = tokens.map((token) => readToken(token, nowMs))
  return {
    parts: read.flatMap(({ part }) => part ?? []),
    unread: read.flatMap(({ unread }) => unread ?? [])
  }
}

function readToken(token: Token, nowMs: number): { readonly part?: Part; readonly unread?: string } {
  const { typed, isExcluded, name, value } = token
  const operator = name === null ? '' : foldText(name)
  if (!isOperator(operator)) return { ...partOf(token, word(token)) }
  // Nothing is said yet: it is being typed.
  if (value === '') return {}
  const test: Term | Filter | null = operators[operator].read(foldText(value).trim(), nowMs)
  if (test) return { part: { typed, isExcluded, test } }
  return { ...partOf(token, word(token)), unread: typed }
}

const partOf = ({ typed, isExcluded }: Token, text: string): { readonly part?: Part } =>
  text === '' ? {} : { part: { typed, isExcluded, test: { kind: 'term', place: 'anywhere', text } } }

/** Returns what a token is as a word: with its name and colon, where it is no operator. */
const word = ({ name, value }: Token): string => foldText(name === null ? value : `${name}:${value}`).trim()
