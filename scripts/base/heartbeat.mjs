import { say as sayOnStderr } from './say.mjs'

const silenceMs = 10_000

/**
 * Says that work is under way whenever nothing else was said for ten seconds.
 * @param told Returns what to say.
 * @returns `heard`, to be called when something else was said, and `stop`.
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
    // What it tells of keeps the program going, not the telling.
    timer.unref()
  }
  heard()
  return { heard, stop: () => clearTimeout(timer) }
}

/** Returns a function that says how many seconds have passed since now. */
export function stopwatch() {
  const sinceMs = Date.now()
  return () => `${Math.round((Date.now() - sinceMs) / 1000)} s`
}
