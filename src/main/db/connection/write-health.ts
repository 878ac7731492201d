import type { Problem } from '@shared/problem'
import type { Clock } from '../../base/clock'
import { isReadOnly, onWriteOutcome, setPatience, type WritableDatabase } from './database'
import { libraryNewer } from './storage-problems'
import { tryWriting } from '../tables/key-value/key-value-table'

const retryMs = 5_000

/**
 * Tracks whether the database can be written. Each transaction reports its outcome; while they fail, a trial write
 * runs every few seconds, so that recovery is noticed even when nothing else is written.
 */
export class WriteHealth {
  #problem: Problem | null
  #cancelTimer: () => void = () => undefined
  readonly #stopListening: () => void

  constructor(
    private readonly deps: {
      readonly database: WritableDatabase
      readonly clock: Clock
      readonly onChange: () => void
    }
  ) {
    this.#problem = isReadOnly(deps.database) ? libraryNewer : null
    this.#stopListening = onWriteOutcome(deps.database, (problem) => this.#note(problem))
  }

  /** Why the database cannot be written; null while it can. */
  get problem(): Problem | null {
    return this.#problem
  }

  stop(): void {
    this.#cancelTimer()
    this.#stopListening()
  }

  #note(problem: Problem | null): void {
    if (problem?.code === this.#problem?.code) return
    this.#problem = problem
    // Waiting for a lock blocks the main process, so wait long only until the first failure.
    setPatience(this.deps.database, problem ? 'short' : 'long')
    this.#cancelTimer()
    if (problem) this.#tryLater()
    this.deps.onChange()
  }

  #tryLater(): void {
    this.#cancelTimer = this.deps.clock.setTimer(retryMs, () => {
      this.#tryLater()
      tryWriting(this.deps.database)
    })
  }
}
