import type { GenerationRequest } from '@shared/request'
import type { BalanceView } from '@shared/app-state'
import type { Model } from '@shared/catalogue/model'
import type { PriceSpan } from '@shared/money/learned-price'
import type { MeasuredPrice } from '@shared/money/spend'
import type { Settings } from '@shared/settings'
import type { Clock } from '../base/clock'
import type { HandlersOf } from '../ipc/handlers'
import { spendingHandlers } from './handlers'
import { PurchaseLimit } from './purchase-limit'
import { Spending } from './spending'
import type { SpendRecord } from './summary'

/** Creates what adds up the spending, and what limits it. */
export function createSpending(deps: {
  readonly rows: {
    readonly sentSince: (sinceMs: number) => readonly SpendRecord[]
    readonly measuredPrices: () => MeasuredPrice[]
  }
  /** Requests that are queued and will be sent by themselves. */
  readonly waiting: () => readonly GenerationRequest[]
  readonly prices: () => (request: GenerationRequest) => PriceSpan | null
  readonly findModel: (id: string) => Model | undefined
  readonly settings: () => Settings
  readonly balance: () => BalanceView | null
  readonly clock: Clock
}): {
  readonly spending: Spending
  readonly limit: PurchaseLimit
  readonly handlers: HandlersOf<'spend' | 'prices'>
} {
  const { rows, waiting, prices, findModel, settings, balance, clock } = deps
  const spending = new Spending({
    sentSince: rows.sentSince,
    waiting,
    prices,
    findModel,
    balance,
    caps: () => ({ day: settings().dayCapMicrodollars, batch: settings().batchCapMicrodollars }),
    clock
  })
  const limit = new PurchaseLimit({
    purchasesSince: (sinceMs) => spending.purchasesSince(sinceMs),
    countWaiting: () => spending.countWaiting(),
    priceOf: (requests) => spending.priceOf(requests),
    clock
  })
  return {
    spending,
    limit,
    handlers: spendingHandlers({ spending, measuredPrices: rows.measuredPrices })
  }
}
