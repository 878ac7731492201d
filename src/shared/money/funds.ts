import { priceTogether } from '../batch/batch-plan'
import { aboutPrice } from '../catalogue/request-body'
import type { PriceSpan } from './learned-price'
import { formatDollars, type Microdollars } from './money'

/** The balance as last read, and what is already going to be paid from it. */
export interface Funds {
  readonly balance: Microdollars
  /** Prices of what waits to be sent and of what was sent since, as far as they are known. */
  readonly committed: Microdollars
  /** How many of those have no known price. */
  readonly committedUnpriced: number
}

export interface Coverage {
  readonly funds: Funds
  /** How many there are, and how many of them have no known price. */
  readonly count: number
  readonly unpriced: number
  /** How many of them, from the first on, the balance covers. */
  readonly covered: number
  /** Sum of those with a price. */
  readonly about: Microdollars
  /** The balance is too low even for those with a price. */
  readonly isShort: boolean
  /** `isShort`, or possibly so because a price is not known: the user is asked. */
  readonly isAsked: boolean
}

/** Compares the cost of a press, in the order of sending, with the balance; null where that is not known. */
export function coverageOf(prices: readonly (PriceSpan | null)[], funds: Funds | null): Coverage | null {
  if (!funds || prices.length === 0) return null
  const available = funds.balance - funds.committed
  let left = available
  const firstTooMany = prices.findIndex((price) => {
    if (price === null) return true
    left -= price.about
    return left < 0
  })
  const { about, unknownCount } = priceTogether(prices)
  const isShort = about > available
  return {
    funds,
    count: prices.length,
    unpriced: unknownCount,
    covered: firstTooMany === -1 ? prices.length : firstTooMany,
    about,
    isShort,
    // A running clip of unknown price was asked about when it was sent.
    isAsked: isShort || unknownCount > 0
  }
}

/** Returns `Balance $25.00 covers 10 of 16`, and what else is paid from it; without a full stop. */
export function coverageWords({ funds, count, unpriced, covered, about, isShort }: Coverage): string {
  const balance = `Balance ${formatDollars(funds.balance, 'down')}`
  const others = [
    funds.committed > 0 ? `${aboutPrice(funds.committed)} already waiting or running` : null,
    funds.committedUnpriced > 0 ? `${funds.committedUnpriced} waiting or running at an unknown price` : null
  ].filter((part) => part !== null)
  const whole = others.length === 0 ? balance : `${balance}, less ${others.join(' and ')},`
  if (unpriced > 0) {
    const some = unpriced === count ? (count === 1 ? 'this' : 'these') : `${unpriced} of ${count}`
    const known = isShort ? `doesn’t cover the ${aboutPrice(about)} that is known` : 'may not be enough'
    return `${whole} ${known}: the price of ${some} isn’t known`
  }
  if (!isShort)
    return `${whole} ${funds.committedUnpriced > 0 ? 'may not cover' : 'covers'} ${count === 1 ? 'this' : 'these'}`
  return count === 1
    ? `${whole} doesn’t cover this (${aboutPrice(about)})`
    : `${whole} covers ${covered} of ${count}`
}
