import type { Clock } from '../base/clock'

/** Far above what the window ever asks, far below what would keep the main process from its work. */
const burst = 3_000
const perSecond = 200

/** How often the window may call: a page that runs wild must not keep the engine from its rows. */
export class RateLimit {
  #left = burst
  #countedAtMs: number

  constructor(private readonly clock: Clock) {
    this.#countedAtMs = clock.now()
  }

  /** Whether one more call may go through, which is counted. */
  take(): boolean {
    const nowMs = this.clock.now()
    // A clock that was set back gives nothing, and takes nothing away.
    const passedMs = Math.max(nowMs - this.#countedAtMs, 0)
    this.#countedAtMs = nowMs
    this.#left = Math.min(this.#left + (passedMs / 1000) * perSecond, burst)
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
