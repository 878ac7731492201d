import type { Clock } from '../clock'

/**
 * A clock that runs `speed` times as fast as the real one since `startMs`, so that an hour of waiting fits into a
 * run. Processes that are given the same start agree on the time.
 */
export function fastClock(speed: number, startMs: number): Clock {
  return {
    now: () => Math.round(startMs + (Date.now() - startMs) * speed),
    setTimer: (ms, fn) => {
      const timer = setTimeout(fn, Math.max(0, ms) / speed)
      return () => clearTimeout(timer)
    }
  }
}
