import { linkExpired } from '@shared/problem-texts'
import type { HeldFile } from '../../media/video-file'
import type { DownloadOutcome } from '../download'
import { linkRefused, otherKind, wrongKind, type Problem } from '../problems'

/** Why one source did not bring the video, so that the next is asked. */
export type SourceFailure =
  | { readonly kind: 'gone' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not_video' }
  /** May be different the next time. */
  | { readonly kind: 'passing'; readonly problem: Problem; readonly retryAfterMs: number | null }

/**
 * What it means that no source brought the video. Hope comes first: as long as one of them may deliver later,
 * nothing is given up, and a link that is gone is better renewed than complained about.
 *
 * @param held What one of them brought, put aside.
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
