interface Waiter {
  readonly dueMs: number
  readonly resolve: () => void
  timer: NodeJS.Timeout
}

/** Longest delay of a Node timer; a longer one fires at once. */
const longestTimerMs = 2 ** 31 - 1

/**
 * Simulated time. It runs `speed` times as fast as real time and can be advanced, so that a test sees an
 * hour pass without waiting.
 */
export class SimulatedClock {
  #speed: number
  #anchorRealMs = performance.now()
  #anchorMs = 0
  readonly #waiters = new Set<Waiter>()

  constructor(speed: number) {
    this.#speed = speed
  }

  get speed(): number {
    return this.#speed
  }

  /** Simulated milliseconds since the start. */
  nowMs(): number {
    return this.#anchorMs + (performance.now() - this.#anchorRealMs) * this.#speed
  }

  setSpeed(speed: number): void {
    this.#anchor(this.nowMs())
    this.#speed = speed
    this.#rearm()
  }

  /** Advances the clock and runs whatever is due by then. */
  advance(seconds: number): void {
    this.#anchor(this.nowMs() + seconds * 1000)
    this.#rearm()
  }

  /** Waits for a number of simulated seconds; never resolves after a stop. */
  wait(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const dueMs = this.nowMs() + seconds * 1000
      const waiter: Waiter = { dueMs, resolve, timer: setTimeout(() => undefined, 0) }
      this.#waiters.add(waiter)
      this.#arm(waiter)
    })
  }

  /** Stops the clock and all waits. */
  stop(): void {
    for (const waiter of this.#waiters) clearTimeout(waiter.timer)
    this.#waiters.clear()
  }

  #anchor(nowMs: number): void {
    this.#anchorMs = nowMs
    this.#anchorRealMs = performance.now()
  }

  #rearm(): void {
    for (const waiter of this.#waiters) this.#arm(waiter)
  }

  #arm(waiter: Waiter): void {
    clearTimeout(waiter.timer)
    const realMs = Math.min(longestTimerMs, Math.max(0, (waiter.dueMs - this.nowMs()) / this.#speed))
    waiter.timer = setTimeout(() => {
      if (this.nowMs() < waiter.dueMs - 1) return this.#arm(waiter)
      this.#waiters.delete(waiter)
      waiter.resolve()
    }, realMs)
  }
}
