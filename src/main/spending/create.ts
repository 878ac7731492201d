import type { GenerationRequest } from '@shared/request'
import type { BalanceView } from '@shared/app-state'
import type { Model } from '@shared/catalogue/model'
import { expectedPrice, type PriceSpan } from '@shared/money/learned-price'
import type { MeasuredPrice } from '@shared/money/spend'
import type { Settings } from '@shared/settings'
import type { Clock } from '../base/clock'
import type { HandlersOf } from '../ipc/handlers'
import { spendingHandlers } from './handlers'
import { PurchaseLimit, unprovenMicrodollars } from './purchase-limit'
import { Spending } from './spending'
import type { CountedPriceOf, SpendRecord } from './summary'

interface SpendingRows {
  readonly sentSince: (sinceMs: number) => readonly SpendRecord[]
  readonly itemCosts: ConstructorParameters<typeof Spending>[0]['itemCosts']
  readonly measuredPrices: () => MeasuredPrice[]
}

/** Returns a function that prices requests by the charges measured so far. */
export const pricesFrom =
  (
    rows: Pick<SpendingRows, 'measuredPrices'>,
    findModel: (id: string) => Model | undefined
  ): (() => (request: GenerationRequest) => PriceSpan | null) =>
  () => {
    const measured = rows.measuredPrices()
    return (request) => expectedPrice(request, findModel(request.modelId), measured)
  }

/** Returns prices for the purchase limit: from measured charges and the built-in catalogue only. */
function countedPricesFrom(
  rows: Pick<SpendingRows, 'measuredPrices'>,
  findModel: (id: string) => Model | undefined
): () => CountedPriceOf {
  const inCatalogue = (id: string): Model | undefined => {
    const model = findModel(id)
    return model?.status.kind === 'custom' ? undefined : model
  }
  const prices = pricesFrom(rows, inCatalogue)
  const unproven: PriceSpan = { about: unprovenMicrodollars, most: unprovenMicrodollars }
  return () => {
    const priceOf = prices()
    return (request) => priceOf(request) ?? unproven
  }
}

/** Creates the spending summary and its limits. */
export function createSpending(deps: {
  readonly rows: SpendingRows
  /** Queued requests that will be sent without the user. */
  readonly waitingRequests: () => readonly GenerationRequest[]
  readonly prices: () => (request: GenerationRequest) => PriceSpan | null
  readonly findModel: (id: string) => Model | undefined
  readonly settings: { readonly current: Settings }
  readonly account: { balance(): BalanceView | null }
  readonly clock: Clock
}): {
  readonly spending: Spending
  readonly limit: PurchaseLimit
  readonly spendingHandlers: HandlersOf<'spend' | 'prices'>
} {
  const { rows, waitingRequests, prices, findModel, settings, account, clock } = deps
  const spending = new Spending({
    sentSince: rows.sentSince,
    itemCosts: rows.itemCosts,
    waiting: waitingRequests,
    prices,
    countedPrices: countedPricesFrom(rows, findModel),
    findModel,
    balance: () => account.balance(),
    caps: () => ({
      day: settings.current.dayCapMicrodollars,
      batch: settings.current.batchCapMicrodollars
    }),
    clock
  })
  const limit = new PurchaseLimit({
    purchasesSince: (sinceMs) => spending.purchasesSince(sinceMs),
    countWaiting: () => spending.countWaiting(),
    priceOf: (requests) => spending.priceOf(requests),
    countedPriceOf: (requests) => spending.countedPriceOf(requests),
    clock
  })
  return {
    spending,
    limit,
    spendingHandlers: spendingHandlers({ spending, measuredPrices: rows.measuredPrices })
  }
}
