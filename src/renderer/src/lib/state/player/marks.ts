import { frameAt, type Timebase } from '@shared/media/timecode'

/** In and out of a clip: the start of its first frame, and the end of its last one. */
export interface Marks {
  readonly inMs: number | null
  readonly outMs: number | null
}

export const noMarks: Marks = { inMs: null, outMs: null }

/** First and last frame between the marks. */
export interface FrameRange {
  readonly first: number
  readonly last: number
}

/** Returns marks with the in at a frame. An out before it is removed. */
export function withIn({ outMs }: Marks, frame: number, { framesPerSecond }: Timebase): Marks {
  const inMs = Math.round((frame / framesPerSecond) * 1000)
  return { inMs, outMs: outMs !== null && outMs > inMs ? outMs : null }
}

/** Returns marks with the out after a frame. An in behind it is removed. */
export function withOut({ inMs }: Marks, frame: number, { framesPerSecond }: Timebase): Marks {
  const outMs = Math.round(((frame + 1) / framesPerSecond) * 1000)
  return { inMs: inMs !== null && inMs < outMs ? inMs : null, outMs }
}

/** Returns the frames between the marks; null where there is no mark. A missing mark is the end of the clip. */
export function rangeOf({ inMs, outMs }: Marks, frames: number, timebase: Timebase): FrameRange | null {
  if (inMs === null && outMs === null) return null
  const last = Math.max(0, frames - 1)
  // Milliseconds are rounded, by less than a frame.
  const first = inMs === null ? 0 : frameAt((inMs + 0.5) / 1000, timebase)
  const afterLast = outMs === null ? frames : frameAt((outMs + 0.5) / 1000, timebase)
  return { first: Math.min(first, last), last: Math.min(Math.max(afterLast - 1, first), last) }
}
