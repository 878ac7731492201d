import { stripFrames, type PictureKind } from '@shared/media/pictures'

/** A little into the clip: the very first picture is often black. */
const posterSeconds = 0.5

export const frameCounts: Readonly<Record<PictureKind, number>> = { poster: 1, strip: stripFrames }

/** Returns the times of the frames that a picture shows, from the beginning of the clip, in order. */
export function frameTimes(kind: PictureKind, clipSeconds: number): readonly number[] {
  if (kind === 'poster') return [Math.min(posterSeconds, clipSeconds / 10)]
  return Array.from({ length: stripFrames }, (_, index) => (clipSeconds * (index + 0.5)) / stripFrames)
}
