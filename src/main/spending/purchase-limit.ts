import type { BatchPrice } from '@shared/batch/batch-plan'
import { aboutPrice } from '@shared/catalogue/request-body'
import { exactDollars, type Microdollars } from '@shared/money/money'
import type { Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { Clock } from '../base/clock'

/** Requests that were sent or will be sent without the user. */
export interface Purchases {
  readonly count: number
  /** Measured charges, and the counted price of the rest. */
  readonly microdollars: Microdollars
}

/** Question of a native dialog before a purchase. */
export interface PurchaseQuestion {
  readonly message: string
  readonly detail: string
  readonly button: string
}

const hourMs = 60 * 60_000
/** Limits of purchases in an hour and in the queue before a native dialog asks the user. */
const mostPerHour = 64
const mostMicrodollarsPerHour: Microdollars = 50_000_000
const mostWaiting = 200
/**
 * Counted for a clip of unknown price, and for one of a model that the user added until a charge was measured: a compromised
 * page can add a model at any price.
 */
export const unprovenMicrodollars: Microdollars = 5_000_000

/**
 * Decides when a purchase needs a native confirmation: over a cap, and above limits that apply without a
 * cap. A compromised page cannot spend more than that.
 */
export class PurchaseLimit {
  /** Purchases at the user's last confirmation: counting restarts there. */
  #agreed: { readonly atMs: number; readonly count: number; readonly most: Microdollars } | null = null

  constructor(
    private readonly deps: {
      /** Sent since then, and queued. */
      readonly purchasesSince: (sinceMs: number) => Purchases
      readonly countWaiting: () => number
      /** Expected price, for the question. */
      readonly priceOf: (requests: readonly GenerationRequest[]) => BatchPrice
      /** Price that counts: nothing in it comes from the window alone. */
      readonly countedPriceOf: (requests: readonly GenerationRequest[]) => Microdollars
      readonly clock: Pick<Clock, 'now'>
    }
  ) {}

  /**
   * Returns what to ask before these are queued; null where nothing needs to be asked.
   *
   * @param overCap The cap that they exceed, where the user confirmed that in the window.
   */
  question(requests: readonly GenerationRequest[], overCap: Problem | null): PurchaseQuestion | null {
    const { count, most } = this.#withinHour(requests)
    const waiting = this.deps.countWaiting() + requests.length
    const isHourFull =
      count - this.#baseline.count > mostPerHour || most - this.#baseline.most > mostMicrodollarsPerHour
    const reasons = [
      overCap?.message,
      isHourFull &&
        `That makes ${count} clips in an hour, for ${aboutPrice(most)}. Dailies asks above ${mostPerHour} clips or ${exactDollars(mostMicrodollarsPerHour)} an hour.${this.#unprovenNote(requests)}`,
      waiting > mostWaiting && `Then ${waiting} clips wait to be sent. Dailies asks above ${mostWaiting}.`
    ].filter((reason) => typeof reason === 'string')
    if (requests.length === 0 || reasons.length === 0) return null
    const clips = requests.length === 1 ? 'this clip' : `${requests.length} clips`
    return {
      message: `Send ${clips} for ${this.#words(this.deps.priceOf(requests))}?`,
      detail: reasons.join('\n\n'),
      button: overCap ? 'Send over the limit' : 'Send'
    }
  }

  /** Notes that the user confirmed these. */
  agreed(requests: readonly GenerationRequest[]): void {
    this.#agreed = { atMs: this.deps.clock.now(), ...this.#withinHour(requests) }
  }

  #withinHour(requests: readonly GenerationRequest[]): { count: number; most: Microdollars } {
    const before = this.deps.purchasesSince(this.deps.clock.now() - hourMs)
    return {
      count: before.count + requests.length,
      most: before.microdollars + this.deps.countedPriceOf(requests)
    }
  }

  get #baseline(): { readonly count: number; readonly most: Microdollars } {
    const isRecent = this.#agreed !== null && Math.abs(this.deps.clock.now() - this.#agreed.atMs) < hourMs
    return isRecent && this.#agreed ? this.#agreed : { count: 0, most: 0 }
  }

  #unprovenNote(requests: readonly GenerationRequest[]): string {
    const { priceOf, countedPriceOf } = this.deps
    const isProven = countedPriceOf(requests) === priceOf(requests).most
    return isProven
      ? ''
      : ` A clip whose price was never measured or listed counts as ${exactDollars(unprovenMicrodollars)}.`
  }

  #words({ most, unknownCount }: BatchPrice): string {
    if (unknownCount === 0) return aboutPrice(most)
    return most === 0 ? 'a price that is not known' : `${aboutPrice(most)} or more`
  }
}
