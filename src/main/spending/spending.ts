import type { BalanceView, CommittedView } from '@shared/app-state'
import { priceTogether, type BatchPrice } from '@shared/batch/batch-plan'
import type { Model } from '@shared/catalogue/model'
import { aboutPrice } from '@shared/catalogue/request-body'
import { coverageOf } from '@shared/money/funds'
import type { Microdollars } from '@shared/money/money'
import type { Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { SpendSummary } from '@shared/money/spend'
import { unpricedSentence } from '@shared/money/unpriced-words'
import type { Clock } from '../base/clock'
import { balanceShort, capReached, dayCapSentence, pressCapSentence } from './cap-words'
import type { Purchases } from './purchase-limit'
import {
  costsOf,
  failuresOf,
  groupUp,
  localDay,
  startOfDay,
  sumUp,
  type CountedPriceOf,
  type PriceOf,
  type SpendRecord
} from './summary'

interface Caps {
  readonly day: Microdollars | null
  readonly batch: Microdollars | null
}

/** How far the list of days, models and batches reaches back. */
const listedDays = 90
const dayMs = 24 * 60 * 60_000
const listedRows = 200

/** What was spent, and the caps that the user set on it. */
export class Spending {
  constructor(
    private readonly needs: {
      readonly sentSince: (sinceMs: number) => readonly SpendRecord[]
      /** What was pressed already and is going to be sent by itself. */
      readonly waiting: () => readonly GenerationRequest[]
      /** What requests are expected to cost, as it is known now; null where it is not. */
      readonly prices: () => PriceOf
      /** What requests count for in the purchase limit. */
      readonly countedPrices: () => CountedPriceOf
      readonly findModel: (id: string) => Model | undefined
      readonly caps: () => Caps
      /** As it was read last; null where it is not known. */
      readonly balance: () => BalanceView | null
      readonly clock: Clock
    }
  ) {}

  summary(by: 'day' | 'model' | 'batch'): SpendSummary {
    const now = this.needs.clock.now()
    const priceOf = this.needs.prices()
    const records = this.needs.sentSince(now - listedDays * dayMs)
    const today = localDay(now)
    const month = today.slice(0, 7)
    const during = (prefix: string): readonly SpendRecord[] =>
      records.filter(({ submittedAtMs }) => localDay(submittedAtMs).startsWith(prefix))
    const keys = {
      day: ({ submittedAtMs }: SpendRecord) => localDay(submittedAtMs),
      model: ({ request }: SpendRecord) => request.modelId,
      batch: ({ batchId }: SpendRecord) => batchId
    }
    const rows = groupUp(records, keys[by], priceOf).slice(0, listedRows)
    const promptOf = (batchId: string): string | null =>
      records.find((record) => record.batchId === batchId)?.request.prompt ?? null
    return {
      today: sumUp(today, during(today), priceOf),
      month: sumUp(month, during(month), priceOf),
      rows: by === 'batch' ? rows.map((row) => ({ ...row, prompt: promptOf(row.key) })) : rows,
      failures: failuresOf(records).slice(0, listedRows)
    }
  }

  /** Why these requests of one press go over a cap of the user's, or may go over it; null when they do not. */
  overCap(requests: readonly GenerationRequest[]): Problem | null {
    return this.#reached(requests, this.needs.caps())
  }

  /** The same for what was pressed before and has waited for the user: only the cap for a day is met anew. */
  overDayCap(requests: readonly GenerationRequest[]): Problem | null {
    return this.#reached(requests, { day: this.needs.caps().day, batch: null })
  }

  /** Why the balance is not enough for these requests, or may not be; null where it is, or is not known. */
  overBalance(requests: readonly GenerationRequest[]): Problem | null {
    const balance = this.needs.balance()
    if (!balance) return null
    const { microdollars: committed, unpricedCount: committedUnpriced } = this.committed()
    const funds = { balance: balance.microdollars, committed, committedUnpriced }
    const coverage = coverageOf(requests.map(this.needs.prices()), funds)
    return coverage?.isAsked ? balanceShort(coverage) : null
  }

  /** What is going to be paid from the balance that was read: what waits to be sent, and what was sent since. */
  committed(): CommittedView {
    const balance = this.needs.balance()
    const waiting = this.needs.waiting()
    const sent = balance ? this.needs.sentSince(balance.atMs) : []
    // Most of the time there is nothing, and prices are learned from thousands of rows.
    if (waiting.length === 0 && sent.length === 0) return { microdollars: 0, unpricedCount: 0 }
    const priceOf = this.needs.prices()
    const { about, unknownCount } = priceTogether([...waiting.map(priceOf), ...costsOf(sent, priceOf)])
    return { microdollars: about, unpricedCount: unknownCount }
  }

  /** Returns what was sent since a time, and what is going to be sent by itself, for the purchase limit. */
  purchasesSince(sinceMs: number): Purchases {
    const priceOf = this.needs.countedPrices()
    const sent = this.needs.sentSince(sinceMs)
    const waiting = this.needs.waiting()
    return {
      count: sent.length + waiting.length,
      microdollars: priceTogether([...costsOf(sent, priceOf), ...waiting.map(priceOf)]).most
    }
  }

  /** Returns what requests count for in the purchase limit. */
  countedPriceOf(requests: readonly GenerationRequest[]): Microdollars {
    return priceTogether(requests.map(this.needs.countedPrices())).most
  }

  countWaiting(): number {
    return this.needs.waiting().length
  }

  /** What requests are expected to cost together. */
  priceOf(requests: readonly GenerationRequest[]): BatchPrice {
    return priceTogether(requests.map(this.needs.prices()))
  }

  #reached(requests: readonly GenerationRequest[], { day, batch }: Caps): Problem | null {
    if (requests.length === 0 || (day === null && batch === null)) return null
    const priceOf = this.needs.prices()
    const together = (some: readonly GenerationRequest[]): BatchPrice => priceTogether(some.map(priceOf))
    const unpriced = requests.filter((request) => priceOf(request) === null)
    const asked = together(requests)
    const over = [
      batch === null ? null : pressCapSentence(asked, batch),
      day === null
        ? null
        : dayCapSentence(asked, this.#sentToday(priceOf), together(this.needs.waiting()), day)
    ].filter((sentence) => sentence !== null)
    if (over.length === 0) return null
    const costs = [
      unpriced.length < requests.length ? `This may cost ${aboutPrice(asked.most)}.` : null,
      unpriced.length > 0 ? unpricedSentence(unpriced, requests.length, this.needs.findModel) : null
    ]
    return capReached([...costs, ...over].filter((sentence) => sentence !== null).join(' '))
  }

  #sentToday(priceOf: PriceOf): BatchPrice {
    const records = this.needs.sentSince(startOfDay(this.needs.clock.now()))
    return priceTogether(costsOf(records, priceOf))
  }
}
