import type { Problem } from '@shared/problem'
import type { Clock } from '../../base/clock'

const firstRetryMs = 5_000
const slowestRetryMs = 60_000

interface ConnectivityDeps {
  readonly clock: Clock
  /** Gets the reason for being offline; null while online. */
  readonly onChange: (why: Problem | null) => void
}

/**
 * Tracks whether the API is reachable, by the last request: the system's own online flag is not reliable. While
 * offline, everything waits for one common retry.
 */
export class Connectivity {
  #failures = 0
  #retryAtMs: number | null = null
  #why: Problem | null = null

  constructor(private readonly deps: ConnectivityDeps) {}

  /** Reason for being offline; null while online. */
  get why(): Problem | null {
    return this.#why
  }

  get offline(): boolean {
    return this.#retryAtMs !== null
  }

  /** Time of the next retry; null while online. */
  get retryAtMs(): number | null {
    return this.#retryAtMs
  }

  /** Returns whether requests may be made: online, the retry is due, or the clock was set back. */
  mayTry(): boolean {
    if (this.#retryAtMs === null) return true
    const leftMs = this.#retryAtMs - this.deps.clock.now()
    return leftMs <= 0 || leftMs > slowestRetryMs
  }

  /** Notes that a request did not get through. Several that fail at the same moment count once. */
  lost(why: Problem): void {
    if (!this.mayTry()) return
    const changes = this.#why?.message !== why.message
    const delayMs = Math.min(firstRetryMs * 2 ** this.#failures, slowestRetryMs)
    this.#failures = Math.min(this.#failures + 1, 10)
    this.#retryAtMs = this.deps.clock.now() + delayMs
    this.#why = why
    if (changes) this.deps.onChange(this.#why)
  }

  found(): void {
    const wasOffline = this.offline
    this.#failures = 0
    this.#retryAtMs = null
    this.#why = null
    if (wasOffline) this.deps.onChange(this.#why)
  }

  /** Makes the retry due: the network is back, or the computer woke up. */
  retryNow(): void {
    this.#failures = 0
    if (this.#retryAtMs !== null) this.#retryAtMs = this.deps.clock.now()
  }
}
