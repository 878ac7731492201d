const second = 1000
const minute = 60 * second

/**
 * Polling never gets slower than this, so that a video that took a day is still noticed.
 * @internal
 */
export const slowestPollMs = 10 * minute

/** Poll intervals by the time that a generation has been running. */
const intervals: readonly { readonly untilMs: number; readonly everyMs: number }[] = [
  { untilMs: minute, everyMs: 5 * second },
  { untilMs: 3 * minute, everyMs: 10 * second },
  { untilMs: 10 * minute, everyMs: 15 * second },
  { untilMs: 30 * minute, everyMs: minute },
  { untilMs: 2 * 60 * minute, everyMs: 3 * minute }
]

/** Varies a delay by up to a fifth, so that many generations are not polled at the same instant. */
const jitter = (delayMs: number, random: () => number): number => Math.round(delayMs * (0.8 + 0.4 * random()))

/** Returns the wait before the first poll: the estimate when it is short, else ten seconds. */
export function firstPollDelayMs(etaSeconds: number | null): number {
  return Math.min(Math.max(etaSeconds ?? 5, 1), 10) * second
}

/**
 * Returns the wait before the next poll of a generation that has been running for `runningMs`. In the first minute a
 * short estimate makes it shorter.
 */
export function nextPollDelayMs(runningMs: number, etaSeconds: number | null, random: () => number): number {
  const interval = intervals.find(({ untilMs }) => runningMs < untilMs)?.everyMs ?? slowestPollMs
  const hoped = runningMs < minute && etaSeconds !== null ? Math.max(etaSeconds, 1) * second : interval
  return jitter(Math.min(interval, hoped), random)
}

/** Returns the wait after a failed poll (5xx, HTML): doubled from five seconds, at most a minute. */
export function retryPollDelayMs(failuresInARow: number, random: () => number): number {
  return jitter(Math.min(5 * second * 2 ** Math.min(failuresInARow, 10), minute), random)
}

/** Longest wait that the service may ask for; nothing is scheduled further ahead. */
export const longestRateLimitMs = 60 * minute

/** Returns whether a stored time has come. A time further ahead than any wait is due too: the clock was set back. */
export function isDue(atMs: number, nowMs: number): boolean {
  return atMs <= nowMs || atMs > nowMs + longestRateLimitMs
}
