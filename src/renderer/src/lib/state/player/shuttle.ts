/** Fastest shuttle, either way. */
const fastest = 4
/** Frames are shown at most this often while a clip plays backwards. */
const shortestTickMs = 1000 / 60

/** Returns the next step of J or L: from 1× on, each press doubles. The other direction starts again at 1×. */
export const nextShuttle = (current: number, direction: 1 | -1): number =>
  Math.sign(current) === direction ? direction * Math.min(Math.abs(current) * 2, fastest) : direction

interface BackwardsDeps {
  readonly framesPerSecond: number
  readonly frame: () => number
  /** Whether the last jump is not shown yet. */
  readonly isSeeking: () => boolean
  readonly show: (frame: number) => void
  /** The first frame was reached. */
  readonly onStart: () => void
}

/**
 * Plays backwards by jumping, as Chromium cannot play in reverse. The frame follows from the time that passed: where
 * decoding is slower than the clip, frames are left out and the speed stays.
 *
 * @returns The function that ends it.
 */
export function playBackwards(speed: number, deps: BackwardsDeps): () => void {
  const { framesPerSecond, frame, isSeeking, show, onStart } = deps
  const from = frame()
  const startedAtMs = performance.now()
  const timer = setInterval(
    () => {
      if (isSeeking()) return
      const passed = ((performance.now() - startedAtMs) / 1000) * framesPerSecond * speed
      const target = Math.max(0, Math.round(from - passed))
      if (target !== frame()) show(target)
      if (target === 0) onStart()
    },
    Math.max(shortestTickMs, 1000 / framesPerSecond)
  )
  return () => clearInterval(timer)
}
