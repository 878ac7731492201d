import type { ContentChecks } from '@shared/generation'
import type { FrameChecks } from './frame-checks'
import { frameCounts } from './frame-times'
import type { Picture } from './make-picture'

/** A picture of a clip, and what was measured with its strip. */
export interface Made {
  readonly jpeg: Uint8Array<ArrayBuffer> | null
  readonly checks: ContentChecks | null
}

/** What is known of a clip besides its frames. */
interface Measured {
  readonly seconds: number
  readonly peakDecibels: number | null
}

/** @param measured Null for a picture that says nothing of the whole clip. */
export function madeOf(picture: Picture | null, measured: Measured | null): Made | null {
  if (!picture) return null
  return { jpeg: picture.jpeg, checks: measured && checksOf(picture.checks, measured) }
}

/** Each frame of a strip stands for its part of the clip. */
function checksOf({ black, frozen }: FrameChecks, { seconds, peakDecibels }: Measured): ContentChecks {
  const partMs = (seconds * 1000) / frameCounts.strip
  const lengthOf = (found: readonly boolean[]): number => Math.round(found.filter(Boolean).length * partMs)
  return { peakDecibels, blackMs: lengthOf(black), frozenMs: lengthOf(frozen) }
}
