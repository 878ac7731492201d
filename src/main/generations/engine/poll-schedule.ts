const second = 1000
const minute = 60 * second

/** Polling never gets slower than this, so that a video that took a day is still noticed. */
export const slowestPollMs = 10 * minute

/** How long after sending the next question is put, by how long it has been running. */
const intervals: readonly { readonly untilMs: number; readonly everyMs: number }[] = [
  { untilMs: minute, everyMs: 5 * second },
  { untilMs: 3 * minute, everyMs: 10 * second },
  { untilMs: 10 * minute, everyMs: 15 * second },
  { untilMs: 30 * minute, everyMs: minute },
  { untilMs: 2 * 60 * minute, everyMs: 3 * minute }
]

/** Up to a fifth sooner or later, so that many generations do not ask in the same instant. */
const jitter = (delayMs: number, random: () => number): number => Math.round(delayMs * (0.8 + 0.4 * random()))

/** Wait before the first question: the estimate when it is short, else ten seconds. */
export function firstPollDelayMs(etaSeconds: number | null): number {
  return Math.min(Math.max(etaSeconds ?? 5, 1), 10) * second
}

/**
 * Wait before the next question about a generation that has been running for `runningMs`.
 * A short estimate makes the first minute's questions come as quickly as it promises.
 */
export function nextPollDelayMs(runningMs: number, etaSeconds: number | null, random: () => number): number {
  const interval = intervals.find(({ untilMs }) => runningMs < untilMs)?.everyMs ?? slowestPollMs
  const hoped = runningMs < minute && etaSeconds !== null ? Math.max(etaSeconds, 1) * second : interval
  return jitter(Math.min(interval, hoped), random)
}

/** Wait after an answer that was no answer (5xx, HTML): doubled from five seconds, at most a minute. */
export function retryPollDelayMs(failuresInARow: number, random: () => number): number {
  return jitter(Math.min(5 * second * 2 ** Math.min(failuresInARow, 10), minute), random)
}

/** Nothing is ever put off for longer: what the service may ask us to wait. */
export const longestRateLimitMs = 60 * minute

/** Whether a stored time has come. One further ahead than any wait means that the clock was set back: due as well. */
export function isDue(atMs: number, nowMs: number): boolean {
  return atMs <= nowMs || atMs > nowMs + longestRateLimitMs
}
