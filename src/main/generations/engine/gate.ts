import type { SendingView } from '@shared/app-state'
import type { WaitingFor } from '@shared/generation'
import type { Microdollars } from '@shared/money/money'
import type { Clock } from '../../base/clock'
import type { Connectivity } from './connectivity'
import { isRateLimited, msUntilSendable, type Generation } from '../domain/generation'
import { longestRateLimitMs } from './poll-schedule'
import type { Keys } from '../domain/ports'

/** Pause between two checks of whether clips could be downloaded. */
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

/** What keeps queued generations from being sent, for all of them at once. */
export class SendingGate {
  /** Lowest balance read since credit ran out, null where none was; undefined while there is credit. */
  #balanceWithoutCredit: Microdollars | null | undefined
  #isClosed = false
  #rateLimitedUntilMs = 0
  #downloadsBlockedUntilMs = 0

  constructor(private readonly deps: SendingGateDeps) {}

  /** The app ends: nothing more is sent, whatever is just about to be. */
  close(): void {
    this.#isClosed = true
  }

  /** No more is sent until the balance grew, the key changed or the user asked. */
  holdForCredit(balance: Microdollars | null): void {
    this.#balanceWithoutCredit = balance
  }

  /** Ends a hold for credit where the balance grew since, whoever read it. Returns whether it did. */
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

  /** Nothing is sent before this time. */
  holdForRateLimit(untilMs: number): void {
    this.#rateLimitedUntilMs = this.#isRateLimited() ? Math.max(this.#rateLimitedUntilMs, untilMs) : untilMs
  }

  /** Nothing is sent before this time, because a clip could not be downloaded. */
  holdForDownloads(untilMs: number): void {
    this.#downloadsBlockedUntilMs = untilMs
  }

  /** The network may be another one. */
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

  /** When a hold ends by itself; null when it takes somebody's action. */
  heldUntilMs(): number | null {
    const hold = this.heldFor()
    if (hold === 'network') return this.deps.connectivity.retryAtMs
    if (hold === 'downloads') return this.#downloadsBlockedUntilMs
    return hold === 'rate_limit' ? this.#rateLimitedUntilMs : null
  }

  /** Held by something that no passing of time ends. */
  needsSomebody(): boolean {
    const hold = this.heldFor()
    return this.deps.isPaused() || hold === 'library' || hold === 'key' || hold === 'credit'
  }

  isOpen(): boolean {
    return !this.#isClosed && !this.deps.isPaused() && this.heldFor() === null
  }

  /** What a queued generation waits for, as it is told to the user. */
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
