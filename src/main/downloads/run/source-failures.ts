import { linkExpired } from '@shared/problem-texts'
import type { HeldFile } from '../../media/video-file'
import type { DownloadOutcome } from '../download'
import { linkRefused, otherKind, wrongKind, type Problem } from '../problems'

/** Why one source failed, so that the next is tried. */
export type SourceFailure =
  | { readonly kind: 'gone' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not_video' }
  /** May be temporary. */
  | { readonly kind: 'passing'; readonly problem: Problem; readonly retryAfterMs: number | null }

/**
 * Combines the failures of all sources into one outcome: retries while one of them may deliver later, and prefers
 * renewing a dead link to reporting it.
 *
 * @param held File of one of them that was held.
 */
export function combine(failures: readonly SourceFailure[], held?: HeldFile): DownloadOutcome {
  const passing = failures.find((failure) => failure.kind === 'passing')
  if (passing)
    return {
      kind: 'retry',
      problem: passing.problem,
      retryAfterMs: passing.retryAfterMs,
      ...(held && { held })
    }
  const kinds = failures.map(({ kind }) => kind)
  if (kinds.includes('not_video'))
    return { kind: 'refused', problem: held ? otherKind(held.ending) : wrongKind, ...(held && { held }) }
  return kinds.includes('forbidden') && !kinds.includes('gone')
    ? { kind: 'refused', problem: linkRefused }
    : { kind: 'expired', problem: linkExpired.renewing }
}
