import type { ProblemCode } from '@shared/problem'
import type { Clock } from '../base/clock'

export interface ProblemCount {
  readonly code: ProblemCode
  readonly count: number
  readonly lastAtMs: number
}

/** Codes of the problems that the user met since the start. Keeps no words: they may quote a prompt or a path. */
export class RecentProblems {
  readonly #counts = new Map<ProblemCode, ProblemCount>()

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  readonly note = ({ code }: { readonly code: ProblemCode }): void => {
    const count = (this.#counts.get(code)?.count ?? 0) + 1
    this.#counts.set(code, { code, count, lastAtMs: this.clock.now() })
  }

  /** Returns the count of each code, the latest first. */
  latest(): readonly ProblemCount[] {
    return [...this.#counts.values()].toSorted((one, other) => other.lastAtMs - one.lastAtMs)
  }
}
