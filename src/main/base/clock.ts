/** Source of time for services, so that tests control it. Deadlines of a single connection use real time. */
export interface Clock {
  /** Returns the wall clock in milliseconds since 1970; it may jump in either direction. */
  now(): number
  /** Calls `fn` once after `ms` milliseconds; the returned function cancels it and may be called at any time. */
  setTimer(ms: number, fn: () => void): () => void
}

/** Longest delay that Node accepts; a longer timer would fire at once. */
const longestTimerMs = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer: (ms, fn) => {
    const timer = setTimeout(fn, Math.min(Math.max(ms, 0), longestTimerMs))
    return () => clearTimeout(timer)
  }
}
