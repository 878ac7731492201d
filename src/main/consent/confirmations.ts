import { ProblemError, type Problem } from '@shared/problem'
import type { Clock } from '../base/clock'

/** A question of the main process, in a native dialog that no page can answer. */
export interface Confirmation {
  readonly message: string
  readonly detail: string
  /** Label of the button that confirms; the other one cancels. */
  readonly button: string
}

const patienceMs = 60_000
const mostRefusals = 2

const refused = (message: string): ProblemError => {
  const problem: Problem = { code: 'not_possible_now', message, retryable: true, charged: 'no' }
  return new ProblemError(problem)
}

/**
 * Asks the user about what the window alone may not decide. One dialog at a time, and none for a minute after two
 * were cancelled in a row: a page that runs wild must not wear the user down.
 */
export class Confirmations {
  #isAsking = false
  #refusedAtMs: readonly number[] = []

  constructor(
    private readonly deps: {
      readonly ask: (confirmation: Confirmation) => Promise<boolean>
      readonly clock: Pick<Clock, 'now'>
    }
  ) {}

  /** Resolves when the user agreed. @throws ProblemError when not. */
  async require(confirmation: Confirmation): Promise<void> {
    if (this.#isAsking) throw refused('Dailies is asking you something else. Answer that first.')
    if (this.#isWornDown()) throw refused('You cancelled this twice. Try again in a minute.')
    this.#isAsking = true
    try {
      if (await this.deps.ask(confirmation)) {
        this.#refusedAtMs = []
        return
      }
    } finally {
      this.#isAsking = false
    }
    this.#refusedAtMs = [...this.#refusedAtMs, this.deps.clock.now()].slice(-mostRefusals)
    throw refused('You cancelled this. Nothing was sent or changed.')
  }

  #isWornDown(): boolean {
    const nowMs = this.deps.clock.now()
    const recent = this.#refusedAtMs.filter((atMs) => Math.abs(nowMs - atMs) < patienceMs)
    return recent.length === mostRefusals
  }
}
