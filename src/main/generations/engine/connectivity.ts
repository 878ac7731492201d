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
 * Whether the API can be reached, by what the last request found: a system's own idea of being online
 * proves nothing. While offline, everything waits for one common moment to try again.
 */
export class Connectivity {
  #failures = 0
  #retryAtMs: number | null = null
  #why: Problem | null = null

  constructor(private readonly deps: ConnectivityDeps) {}

  /** What stands between here and the API; null while online. */
  get why(): Problem | null {
    return this.#why
  }

  get offline(): boolean {
    return this.#retryAtMs !== null
  }

  /** When to try again; null while online. */
  get retryAtMs(): number | null {
    return this.#retryAtMs
  }

  /** Requests may be made: online, or the moment to try again has come, or the clock was set back past it. */
  mayTry(): boolean {
    if (this.#retryAtMs === null) return true
    const leftMs = this.#retryAtMs - this.deps.clock.now()
    return leftMs <= 0 || leftMs > slowestRetryMs
  }

  /** A request did not get through. Several that failed at the same moment are one failure. */
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

  /** The system says that the network is back, or the computer woke up: try at once. */
  retryNow(): void {
    this.#failures = 0
    if (this.#retryAtMs !== null) this.#retryAtMs = this.deps.clock.now()
  }
}
