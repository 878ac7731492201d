/** Where main's services take the time from, so that tests decide how late it is. Deadlines of one connection are real. */
export interface Clock {
  /** Milliseconds since 1970 by the wall clock: it may jump in either direction. */
  now(): number
  /** Calls `fn` once after `ms` milliseconds; the returned function calls it off and may be called any time. */
  setTimer(ms: number, fn: () => void): () => void
}

/** Longest delay that Node takes; above it a timer would fire at once. */
const longestTimerMs = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer: (ms, fn) => {
    const timer = setTimeout(fn, Math.min(Math.max(ms, 0), longestTimerMs))
    return () => clearTimeout(timer)
  }
}
