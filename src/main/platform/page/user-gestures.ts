import { ProblemError, type Problem } from '@shared/problem'
import type { Clock } from '../../base/clock'

/** Time within which a call counts as caused by a gesture; a busy page may be slow. */
const freshMs = 5_000
const mostInARow = 5
const nextEachMs = 6_000

const noGesture: Problem = {
  code: 'not_allowed',
  message: 'Dailies opens things only right after a click or a key.',
  retryable: true
}
const tooOften: Problem = {
  code: 'not_possible_now',
  message: 'That was opened several times just now. Wait a few seconds.',
  retryable: true
}

/**
 * Gestures of the user with mouse and keyboard, as the main process saw them: a page cannot fake them. Each gesture
 * allows one thing to be opened outside of the window, with a limit per time.
 */
export class UserGestures {
  #lastAtMs: number | null = null
  #left = mostInARow
  #countedAtMs: number

  constructor(private readonly clock: Pick<Clock, 'now'>) {
    this.#countedAtMs = clock.now()
  }

  /** The user clicked, touched or pressed a key. */
  note(): void {
    this.#lastAtMs = this.clock.now()
  }

  /** Consumes the last gesture. @throws ProblemError if there is none, or too much was opened. */
  take(): void {
    const nowMs = this.clock.now()
    const isFresh = this.#lastAtMs !== null && Math.abs(nowMs - this.#lastAtMs) < freshMs
    if (!isFresh) throw new ProblemError(noGesture)
    this.#lastAtMs = null
    const passedMs = Math.max(nowMs - this.#countedAtMs, 0)
    this.#left = Math.min(this.#left + passedMs / nextEachMs, mostInARow)
    this.#countedAtMs = nowMs
    if (this.#left < 1) throw new ProblemError(tooOften)
    this.#left -= 1
  }
}
