import type { Clock } from '../clock'

interface FakeTimer {
  readonly dueMs: number
  readonly order: number
  readonly fn: () => void
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #nowMs: number
  /** Runs with the timers and, unlike `now`, is not changed by `jumpTo`. */
  #elapsedMs = 0
  #order = 0
  readonly #timers = new Set<FakeTimer>()

  constructor(startMs = Date.UTC(2026, 10, 22, 12)) {
    this.#nowMs = startMs
  }

  /** Number of pending timers: 0 when nothing is going to happen by itself. */
  get pending(): number {
    return this.#timers.size
  }

  now(): number {
    return this.#nowMs
  }

  setTimer(ms: number, fn: () => void): () => void {
    const timer = { dueMs: this.#elapsedMs + Math.max(ms, 0), order: this.#order++, fn }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** Advances by `ms` and fires what is due, in order, without letting promises run in between. */
  advance(ms: number): void {
    const endMs = this.#elapsedMs + ms
    while (this.#fireNext(endMs));
    this.#moveTo(endMs)
  }

  /** Like `advance`, but lets promises settle before and after each timer. */
  async run(ms: number): Promise<void> {
    const endMs = this.#elapsedMs + ms
    await settle()
    while (this.#fireNext(endMs)) await settle()
    this.#moveTo(endMs)
  }

  /** Sets the wall clock, as a user or a time server does: timers neither fire nor move. */
  jumpTo(nowMs: number): void {
    this.#nowMs = nowMs
  }

  #fireNext(endMs: number): boolean {
    const due = [...this.#timers]
      .filter((timer) => timer.dueMs <= endMs)
      .sort((one, other) => one.dueMs - other.dueMs || one.order - other.order)[0]
    if (!due) return false
    this.#timers.delete(due)
    this.#moveTo(Math.max(due.dueMs, this.#elapsedMs))
    due.fn()
    return true
  }

  #moveTo(elapsedMs: number): void {
    this.#nowMs += elapsedMs - this.#elapsedMs
    this.#elapsedMs = elapsedMs
  }
}

/** Lets every promise that can settle without time or input do so. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
