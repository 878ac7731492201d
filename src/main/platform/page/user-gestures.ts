import { ProblemError, type Problem } from '@shared/problem'
import type { Clock } from '../../base/clock'

/** Time within which a call counts as caused by a gesture; a busy page may be slow. */
const freshMs = 5_000
const mostInARow = 5
const nextEachMs = 6_000

const noGesture: Problem = {
  code: 'not_allowed',
  message: 'Dailies does this only right after a click or a key.',
  retryable: true
}
const tooOften: Problem = {
  code: 'not_possible_now',
  message: 'That was opened several times just now. Wait a few seconds.',
  retryable: true
}

/**
 * Gestures of the user with mouse, keyboard and menus, as the main process saw them: a page cannot fake them. Each
 * gesture allows one thing to be opened outside of the window, with a limit per time.
 */
export class UserGestures {
  #lastAtMs: number | null = null
  #isTaken = false
  #left = mostInARow
  #countedAtMs: number

  constructor(private readonly clock: Pick<Clock, 'now'>) {
    this.#countedAtMs = clock.now()
  }

  /** The user clicked, touched, pressed a key or chose from a menu. */
  note(): void {
    this.#lastAtMs = this.clock.now()
    this.#isTaken = false
  }

  /** Consumes nothing: what several gestures asked for may arrive together. @throws ProblemError without a gesture. */
  check(): void {
    const isFresh = this.#lastAtMs !== null && Math.abs(this.clock.now() - this.#lastAtMs) < freshMs
    if (!isFresh) throw new ProblemError(noGesture)
  }

  /** Consumes the last gesture. @throws ProblemError if there is none, or too much was opened. */
  take(): void {
    this.check()
    if (this.#isTaken) throw new ProblemError(noGesture)
    this.#isTaken = true
    const nowMs = this.clock.now()
    const passedMs = Math.max(nowMs - this.#countedAtMs, 0)
    this.#left = Math.min(this.#left + passedMs / nextEachMs, mostInARow)
    this.#countedAtMs = nowMs
    if (this.#left < 1) throw new ProblemError(tooOften)
    this.#left -= 1
  }
}
