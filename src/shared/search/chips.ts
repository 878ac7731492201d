import { parseSearch } from './parse-search'
import { splitSearch } from './tokens'

/** A search as its field shows it: operators as chips, the rest as text. */
export interface FieldContent {
  readonly chips: readonly string[]
  readonly words: string
}

/** Takes the operators out of what was typed. The last one stays while it may still be typed. */
export function takeChips(typed: string, isFinished = false): FieldContent {
  const tokens = splitSearch(typed)
  const isOpen = !isFinished && !/\s$/.test(typed)
  const chips = tokens.filter((token, at) => {
    if (isOpen && at === tokens.length - 1) return false
    const { parts, unread } = parseSearch(token.typed)
    const test = parts[0]?.test
    return unread.length === 0 && test !== undefined && (test.kind !== 'term' || test.place === 'model')
  })
  if (chips.length === 0) return { chips: [], words: typed }
  const words = chips.reduceRight(
    (rest, { start, typed: chip }) => rest.slice(0, start) + rest.slice(start + chip.length).trimStart(),
    typed
  )
  return { chips: chips.map(({ typed: chip }) => chip), words }
}

/** Returns the search that a field shows. */
export const searchOf = ({ chips, words }: FieldContent): string => [...chips, words].join(' ').trim()
