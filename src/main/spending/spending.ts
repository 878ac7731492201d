import type { BalanceView, CommittedView } from '@shared/app-state'
import { priceTogether, type BatchPrice } from '@shared/batch/batch-plan'
import type { Model } from '@shared/catalogue/model'
import { aboutPrice } from '@shared/catalogue/request-body'
import { coverageOf } from '@shared/money/funds'
import { localDay } from '@shared/local-day'
import type { Microdollars } from '@shared/money/money'
import type { Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { SpendGroup, SpendSummary } from '@shared/money/spend'
import { unpricedSentence } from '@shared/money/unpriced-words'
import type { Clock } from '../base/clock'
import { balanceShort, capReached, dayCapSentence, pressCapSentence } from './cap-words'
import type { Purchases } from './purchase-limit'
import {
  costsOf,
  failuresOf,
  groupUp,
  itemRows,
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

/** Days that the list of days, models and batches covers. */
const listedDays = 90
const dayMs = 24 * 60 * 60_000
const listedRows = 200

/** Adds up the spending, and checks the user's caps. */
export class Spending {
  constructor(
    private readonly deps: {
      readonly sentSince: (sinceMs: number) => readonly SpendRecord[]
      /** Reads what was spent on every project, shot or edit. */
      readonly itemCosts: (kind: 'project' | 'shot' | 'edit') => Promise<Parameters<typeof itemRows>[0]>
      /** Queued requests that will be sent without the user. */
      readonly waiting: () => readonly GenerationRequest[]
      /** Returns a pricing function for now; it returns null for an unknown price. */
      readonly prices: () => PriceOf
      /** Returns what requests count for in the purchase limit. */
      readonly countedPrices: () => CountedPriceOf
      readonly findModel: (id: string) => Model | undefined
      readonly caps: () => Caps
      /** Last known balance; null where there is none. */
      readonly balance: () => BalanceView | null
      readonly clock: Clock
    }
  ) {}

  async summary(by: SpendGroup): Promise<SpendSummary> {
    const now = this.deps.clock.now()
    const priceOf = this.deps.prices()
    const records = this.deps.sentSince(now - listedDays * dayMs)
    const today = localDay(now)
    const month = today.slice(0, 7)
    const during = (prefix: string): readonly SpendRecord[] =>
      records.filter(({ submittedAtMs }) => localDay(submittedAtMs).startsWith(prefix))
    const keys = {
      day: ({ submittedAtMs }: SpendRecord) => localDay(submittedAtMs),
      model: ({ request }: SpendRecord) => request.modelId,
      batch: ({ batchId }: SpendRecord) => batchId
    }
    const promptOf = (batchId: string): string | null =>
      records.find((record) => record.batchId === batchId)?.request.prompt ?? null
    const rows =
      by === 'project' || by === 'shot' || by === 'edit'
        ? itemRows(await this.deps.itemCosts(by), priceOf)
        : groupUp(records, keys[by], priceOf)
    const listed = rows.slice(0, listedRows)
    return {
      today: sumUp(today, during(today), priceOf),
      month: sumUp(month, during(month), priceOf),
      rows: by === 'batch' ? listed.map((row) => ({ ...row, title: promptOf(row.key) })) : listed,
      failures: failuresOf(records).slice(0, listedRows)
    }
  }

  /** Returns why the requests of one press exceed a cap, or may; null when they do not. */
  overCap(requests: readonly GenerationRequest[]): Problem | null {
    return this.#reached(requests, this.deps.caps())
  }

  /** The same for requests released later: only the cap for a day is checked again. */
  overDayCap(requests: readonly GenerationRequest[]): Problem | null {
    return this.#reached(requests, { day: this.deps.caps().day, batch: null })
  }

  /** Returns why the balance does not cover these requests, or may not; null where it does or is not known. */
  overBalance(requests: readonly GenerationRequest[]): Problem | null {
    const balance = this.deps.balance()
    if (!balance) return null
    const { microdollars: committed, unpricedCount: committedUnpriced } = this.committed()
    const funds = { balance: balance.microdollars, committed, committedUnpriced }
    const coverage = coverageOf(requests.map(this.deps.prices()), funds)
    return coverage?.isAsked ? balanceShort(coverage) : null
  }

  /** Returns what will be paid from the last balance: queued requests, and those sent since it was read. */
  committed(): CommittedView {
    const balance = this.deps.balance()
    const waiting = this.deps.waiting()
    const sent = balance ? this.deps.sentSince(balance.atMs) : []
    // Usually there is nothing, and learning prices reads thousands of rows.
    if (waiting.length === 0 && sent.length === 0) return { microdollars: 0, unpricedCount: 0 }
    const priceOf = this.deps.prices()
    const { about, unknownCount } = priceTogether([...waiting.map(priceOf), ...costsOf(sent, priceOf)])
    return { microdollars: about, unpricedCount: unknownCount }
  }

  /** Returns requests sent since a time and those that will be sent without the user, for the purchase limit. */
  purchasesSince(sinceMs: number): Purchases {
    const priceOf = this.deps.countedPrices()
    const sent = this.deps.sentSince(sinceMs)
    const waiting = this.deps.waiting()
    return {
      count: sent.length + waiting.length,
      microdollars: priceTogether([...costsOf(sent, priceOf), ...waiting.map(priceOf)]).most
    }
  }

  /** Returns what requests count for in the purchase limit. */
  countedPriceOf(requests: readonly GenerationRequest[]): Microdollars {
    return priceTogether(requests.map(this.deps.countedPrices())).most
  }

  countWaiting(): number {
    return this.deps.waiting().length
  }

  /** Returns the expected price of all requests together. */
  priceOf(requests: readonly GenerationRequest[]): BatchPrice {
    return priceTogether(requests.map(this.deps.prices()))
  }

  #reached(requests: readonly GenerationRequest[], { day, batch }: Caps): Problem | null {
    if (requests.length === 0 || (day === null && batch === null)) return null
    const priceOf = this.deps.prices()
    const together = (some: readonly GenerationRequest[]): BatchPrice => priceTogether(some.map(priceOf))
    const unpriced = requests.filter((request) => priceOf(request) === null)
    const asked = together(requests)
    const over = [
      batch === null ? null : pressCapSentence(asked, batch),
      day === null
        ? null
        : dayCapSentence(asked, this.#sentToday(priceOf), together(this.deps.waiting()), day)
    ].filter((sentence) => sentence !== null)
    if (over.length === 0) return null
    const costs = [
      unpriced.length < requests.length ? `This may cost ${aboutPrice(asked.most)}.` : null,
      unpriced.length > 0 ? unpricedSentence(unpriced, requests.length, this.deps.findModel) : null
    ]
    return capReached([...costs, ...over].filter((sentence) => sentence !== null).join(' '))
  }

  #sentToday(priceOf: PriceOf): BatchPrice {
    const records = this.deps.sentSince(startOfDay(this.deps.clock.now()))
    return priceTogether(costsOf(records, priceOf))
  }
}
