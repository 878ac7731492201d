import { diffWords } from 'diff'

/** A part of a prompt, beside another prompt. */
export interface PromptPart {
  readonly text: string
  readonly kind: 'same' | 'added' | 'removed'
}

/** Words of every script, also where no space divides them. */
const intlSegmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Returns what was changed of one prompt to get another, word by word. */
export const promptDifference = (before: string, after: string): readonly PromptPart[] =>
  diffWords(before, after, { intlSegmenter }).map(({ value, added, removed }) => ({
    text: value,
    kind: added ? 'added' : removed ? 'removed' : 'same'
  }))
