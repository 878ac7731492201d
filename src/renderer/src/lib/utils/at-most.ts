import { ProblemError } from '@shared/problem'
import { formatCount } from './format'

/**
 * Returns clips that are handed to one call.
 *
 * @throws ProblemError where they are too many: part of a selection is never taken for the whole.
 */
export function atMost<Id>(ids: readonly Id[], most: number): Id[] {
  if (ids.length <= most) return [...ids]
  throw new ProblemError({
    code: 'not_possible_now',
    message: `${formatCount(most)} clips at once are the most.`,
    advice: 'Select fewer.',
    retryable: false
  })
}
