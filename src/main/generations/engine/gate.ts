import type { SendingView } from '@shared/app-state'
import type { WaitingFor } from '@shared/generation'
import type { Microdollars } from '@shared/money/money'
import type { Clock } from '../../base/clock'
import type { Connectivity } from './connectivity'
import { isRateLimited, msUntilSendable, type Generation } from '../domain/generation'
import { longestRateLimitMs } from './poll-schedule'
import type { Keys } from '../domain/ports'

/** Interval between checks of whether clips could be downloaded. */
export const checkDownloadsAgainMs = 60_000

type Hold = Exclude<SendingView['heldFor'], null>

interface SendingGateDeps {
  readonly clock: Clock
  readonly keys: Keys
  readonly connectivity: Connectivity
  readonly isPaused: () => boolean
  /** Another Dailies has the library folder. */
  readonly isLibraryInUse: () => boolean
}

/** Decides whether anything may be sent, for all queued generations at once. */
export class SendingGate {
  /** Lowest balance read since credit ran out, null if none was read; undefined while there is credit. */
  #balanceWithoutCredit: Microdollars | null | undefined
  #isClosed = false
  #rateLimitedUntilMs = 0
  #downloadsBlockedUntilMs = 0

  constructor(private readonly deps: SendingGateDeps) {}

  /** Closes the gate for good at shutdown, even for a request that is about to be sent. */
  close(): void {
    this.#isClosed = true
  }

  /** Sends nothing until the balance grows, the key changes or the user retries. */
  holdForCredit(balance: Microdollars | null): void {
    this.#balanceWithoutCredit = balance
  }

  /** Ends a hold for credit when the balance has grown, and returns whether it did. */
  balanceRead(balance: Microdollars): boolean {
    const lowest = this.#balanceWithoutCredit
    if (lowest === undefined) return false
    if (lowest !== null && balance <= lowest) {
      this.#balanceWithoutCredit = balance
      return false
    }
    this.creditMayHaveCome()
    return true
  }

  /** Sends nothing before this time. */
  holdForRateLimit(untilMs: number): void {
    this.#rateLimitedUntilMs = this.#isRateLimited() ? Math.max(this.#rateLimitedUntilMs, untilMs) : untilMs
  }

  /** Sends nothing before this time, because a clip could not be downloaded. */
  holdForDownloads(untilMs: number): void {
    this.#downloadsBlockedUntilMs = untilMs
  }

  /** Ends a hold for downloads: the network may have changed. */
  downloadsMayWork(): void {
    this.#downloadsBlockedUntilMs = 0
  }

  creditMayHaveCome(): void {
    this.#balanceWithoutCredit = undefined
  }

  heldFor(): Hold | null {
    if (this.deps.isLibraryInUse()) return 'library'
    if (this.deps.keys.key() === null) return 'key'
    if (this.#balanceWithoutCredit !== undefined) return 'credit'
    if (!this.deps.connectivity.mayTry()) return 'network'
    if (this.#areDownloadsBlocked()) return 'downloads'
    return this.#isRateLimited() ? 'rate_limit' : null
  }

  /** Returns when a hold ends by itself; null when it takes a user's action. */
  heldUntilMs(): number | null {
    const hold = this.heldFor()
    if (hold === 'network') return this.deps.connectivity.retryAtMs
    if (hold === 'downloads') return this.#downloadsBlockedUntilMs
    return hold === 'rate_limit' ? this.#rateLimitedUntilMs : null
  }

  /** Returns whether a hold ends only by an action, and not with time. */
  needsSomebody(): boolean {
    const hold = this.heldFor()
    return this.deps.isPaused() || hold === 'library' || hold === 'key' || hold === 'credit'
  }

  isOpen(): boolean {
    return !this.#isClosed && !this.deps.isPaused() && this.heldFor() === null
  }

  /** Returns what a queued generation waits for, for the user. */
  waitingFor(generation: Generation): WaitingFor | null {
    const { status } = generation
    if (status.state !== 'queued') return null
    if (status.needsClick) return 'click'
    if (this.deps.isPaused()) return 'pause'
    const hold = this.heldFor()
    if (hold) return hold
    if (this.deps.connectivity.offline) return 'network'
    if (msUntilSendable(status, this.deps.clock.now()) === 0) return 'slot'
    return isRateLimited(status) ? 'rate_limit' : 'undo'
  }

  #areDownloadsBlocked(): boolean {
    const leftMs = this.#downloadsBlockedUntilMs - this.deps.clock.now()
    return leftMs > 0 && leftMs <= checkDownloadsAgainMs
  }

  #isRateLimited(): boolean {
    const leftMs = this.#rateLimitedUntilMs - this.deps.clock.now()
    return leftMs > 0 && leftMs <= longestRateLimitMs
  }
}
