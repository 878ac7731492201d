import type { Clock } from '../base/clock'

/** Far above what the window needs, far below what would block the main process. */
const burst = 3_000
const perSecond = 200

/** Token bucket for the window's calls: a page that runs wild must not block the engine. */
export class RateLimit {
  #left = burst
  #countedAtMs: number

  constructor(private readonly clock: Clock) {
    this.#countedAtMs = clock.now()
  }

  /** Takes one token; returns false where none is left. */
  take(): boolean {
    const nowMs = this.clock.now()
    // A clock that was set back neither adds nor removes tokens.
    const passedMs = Math.max(nowMs - this.#countedAtMs, 0)
    this.#countedAtMs = nowMs
    this.#left = Math.min(this.#left + (passedMs / 1000) * perSecond, burst)
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
