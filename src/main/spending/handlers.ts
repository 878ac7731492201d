import type { MeasuredPrice } from '@shared/money/spend'
import type { HandlersOf } from '../ipc/handlers'
import type { Spending } from './spending'

export function spendingHandlers(deps: {
  readonly spending: Spending
  readonly measuredPrices: () => MeasuredPrice[]
}): HandlersOf<'spend' | 'prices'> {
  return {
    'spend.summary': ({ by }) => deps.spending.summary(by),
    'prices.measured': () => ({ prices: deps.measuredPrices() })
  }
}
