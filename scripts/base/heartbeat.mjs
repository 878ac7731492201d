import { say as sayOnStderr } from './say.mjs'

const silenceMs = 10_000

/**
 * Reports that work is under way after ten seconds without other output.
 * @param told Returns the line to print.
 * @returns `heard`, to call on other output, and `stop`.
 */
export function startHeartbeat(told, say = sayOnStderr) {
  let timer
  const beat = () => {
    say(told())
    heard()
  }
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(beat, silenceMs)
    // The timer alone must not keep the process alive.
    timer.unref()
  }
  heard()
  return { heard, stop: () => clearTimeout(timer) }
}

/** Starts a stopwatch; the returned function gives the seconds since then. */
export function stopwatch() {
  const sinceMs = Date.now()
  return () => `${Math.round((Date.now() - sinceMs) / 1000)} s`
}
