import type { Model, Price } from '../catalogue/model'
import { estimatedPrice, priceAt } from '../catalogue/request-body'
import type { Microdollars } from './money'
import type { GenerationRequest } from '../request'
import type { MeasuredPrice } from './spend'

type Priced = Omit<GenerationRequest, 'prompt'>

/** Most likely cost, and the highest one known: sums and caps use the highest. */
export interface PriceSpan {
  readonly about: Microdollars
  readonly most: Microdollars
}

interface LearnedPrice extends PriceSpan {
  /** Number of charges that it is based on. */
  readonly runs: number
}

/** Expected cost of a request, and its source. */
export type ExpectedPrice = PriceSpan &
  (
    | { readonly from: 'measured'; readonly runs: number }
    /** The catalogue's price at the request's resolution. */
    | { readonly from: 'catalogue'; readonly price: Price }
  )

/**
 * Returns what requests like this one cost so far, by the charges measured for its model, length and size, with or without sound.
 * Most likely the median, so that one wrong reading changes nothing; at most the highest of them.
 */
function learnedPrice(request: Priced, measured: readonly MeasuredPrice[]): LearnedPrice | null {
  const charges = measured
    .filter((group) => isAlike(group, request))
    .flatMap((group) => group.charges)
    .filter((charge) => Number.isSafeInteger(charge) && charge >= 0)
    .toSorted((a, b) => a - b)
  // Of an even number the upper of the middle two: a real charge, and never too low.
  const about = charges[Math.floor(charges.length / 2)]
  const most = charges.at(-1)
  return about === undefined || most === undefined ? null : { about, most, runs: charges.length }
}

/** Returns the learned price, else the catalogue's, else null. */
export function expectedPrice(
  request: Priced,
  model: Model | undefined,
  measured: readonly MeasuredPrice[]
): ExpectedPrice | null {
  const learned = learnedPrice(request, measured)
  if (learned) return { from: 'measured', ...learned }
  const estimate = estimatedPrice(request, model)
  return estimate === null || !model?.price
    ? null
    : { from: 'catalogue', about: estimate, most: estimate, price: priceAt(model.price, request.resolution) }
}

const isAlike = (group: MeasuredPrice, request: Priced): boolean =>
  group.modelId === request.modelId &&
  group.durationSeconds === (request.durationSeconds ?? null) &&
  group.resolution === (request.resolution ?? null) &&
  group.generateAudio === (request.generateAudio ?? null)
