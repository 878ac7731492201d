import type { Problem } from '@shared/problem'
import type { Clock } from '../../base/clock'
import { onWriteOutcome, setPatience, type WritableDatabase } from './database'
import { tryWriting } from '../tables/key-value/key-value-table'

const lookAgainMs = 5_000

/**
 * Whether the database takes writes. Every transaction tells how it ended; while they fail, a write of its own is
 * tried now and then, so that it is known when the reason has gone even where nobody wants to write.
 */
export class WriteHealth {
  #problem: Problem | null = null
  #cancelTimer: () => void = () => undefined

  constructor(
    private readonly needs: {
      readonly database: WritableDatabase
      readonly clock: Clock
      readonly onChange: () => void
    }
  ) {
    onWriteOutcome(needs.database, (problem) => this.#note(problem))
  }

  /** Why nothing can be written down now; null while all is well. */
  get problem(): Problem | null {
    return this.#problem
  }

  stop(): void {
    this.#cancelTimer()
    onWriteOutcome(this.needs.database, () => undefined)
  }

  #note(problem: Problem | null): void {
    if (problem?.code === this.#problem?.code) return
    this.#problem = problem
    // A wait stops the window too: once it is known that there is one, it is not waited for again and again.
    setPatience(this.needs.database, problem ? 'short' : 'long')
    this.#cancelTimer()
    if (problem) this.#lookLater()
    this.needs.onChange()
  }

  #lookLater(): void {
    this.#cancelTimer = this.needs.clock.setTimer(lookAgainMs, () => {
      this.#lookLater()
      tryWriting(this.needs.database)
    })
  }
}
