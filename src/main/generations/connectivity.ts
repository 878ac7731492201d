import type { Clock } from '../clock'

const firstRetryMs = 5_000
const slowestRetryMs = 60_000

/**
 * Whether the API can be reached, by what the last request found: a system's own idea of being online
 * proves nothing. While offline, everything waits for one common moment to try again.
 */
export class Connectivity {
  #failures = 0
  #retryAtMs: number | null = null

  constructor(private readonly needs: { readonly clock: Clock; readonly onChange: () => void }) {}

  get offline(): boolean {
    return this.#retryAtMs !== null
  }

  /** When to try again; null while online. */
  get retryAtMs(): number | null {
    return this.#retryAtMs
  }

  /** Requests may be made: online, or the moment to try again has come. */
  mayTry(): boolean {
    return this.#retryAtMs === null || this.#retryAtMs <= this.needs.clock.now()
  }

  lost(): void {
    const wasOffline = this.offline
    const delayMs = Math.min(firstRetryMs * 2 ** this.#failures, slowestRetryMs)
    this.#failures = Math.min(this.#failures + 1, 10)
    this.#retryAtMs = this.needs.clock.now() + delayMs
    if (!wasOffline) this.needs.onChange()
  }

  found(): void {
    const wasOffline = this.offline
    this.#failures = 0
    this.#retryAtMs = null
    if (wasOffline) this.needs.onChange()
  }

  /** The system says that the network is back, or the computer woke up: try at once. */
  tryNow(): void {
    this.#failures = 0
    if (this.#retryAtMs !== null) this.#retryAtMs = this.needs.clock.now()
  }
}
