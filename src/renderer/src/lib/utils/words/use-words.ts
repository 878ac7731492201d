import type { ClipUse } from '@shared/library/clip-uses'
import { formatLength } from '../format'

/** Most names of edits in one sentence. */
const mostNames = 3

/** Returns one use: `“Film”, 2×, 3.4 s`, or `“Film”, only in its bin`. */
function useWords({ edit, onTimeline, ms }: ClipUse): string {
  if (onTimeline === null) return `“${edit}”`
  if (onTimeline === 0) return `“${edit}”, only in its bin`
  return [`“${edit}”`, onTimeline > 1 && `${onTimeline}×`, ms !== null && ms > 0 && formatLength(ms)]
    .filter((part) => part !== false)
    .join(', ')
}

/** Returns all uses of a clip, as after "In". */
export const usesWords = (uses: readonly ClipUse[]): string => uses.map(useWords).join('; ')

/** Says in which edits clips are that leave the library. */
export function usedInWords(edits: readonly string[], clips: number): string {
  const names = edits.slice(0, mostNames).map((name) => `“${name}”`)
  const more = edits.length > mostNames ? ' and other edits' : ''
  return `${clips === 1 ? 'It’s' : 'Some are'} used in ${names.join(', ')}${more}.`
}
