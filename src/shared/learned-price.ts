import type { Model, Price } from './catalogue/model'
import { estimatedPrice } from './catalogue/request-body'
import type { Microdollars } from './money'
import type { GenerationRequest } from './request'
import type { MeasuredPrice } from './spend'

type Priced = Omit<GenerationRequest, 'prompt'>

export interface LearnedPrice {
  readonly microdollars: Microdollars
  /** How many charges it comes from. */
  readonly runs: number
}

/** What a request is expected to cost, and who says so. */
export type ExpectedPrice =
  | { readonly from: 'measured'; readonly microdollars: Microdollars; readonly runs: number }
  | { readonly from: 'catalogue'; readonly microdollars: Microdollars; readonly price: Price }

/**
 * What requests like this one cost so far: the median of the charges measured for its model, length and size, with
 * or without sound.
 * The median, so that one wrong reading changes nothing.
 */
export function learnedPrice(request: Priced, measured: readonly MeasuredPrice[]): LearnedPrice | null {
  const charges = measured
    .filter((group) => isAlike(group, request))
    .flatMap((group) => group.charges)
    .filter((charge) => Number.isSafeInteger(charge) && charge >= 0)
    .toSorted((a, b) => a - b)
  // Of an even number the upper of the middle two: a charge that was really made, and never too low.
  const median = charges[Math.floor(charges.length / 2)]
  return median === undefined ? null : { microdollars: median, runs: charges.length }
}

/** The learned price where there is one, else the catalogue's, else null. */
export function expectedPrice(
  request: Priced,
  model: Model | undefined,
  measured: readonly MeasuredPrice[]
): ExpectedPrice | null {
  const learned = learnedPrice(request, measured)
  if (learned) return { from: 'measured', ...learned }
  const microdollars = estimatedPrice(request, model)
  return microdollars === null || !model?.price
    ? null
    : { from: 'catalogue', microdollars, price: model.price }
}

const isAlike = (group: MeasuredPrice, request: Priced): boolean =>
  group.modelId === request.modelId &&
  group.durationSeconds === (request.durationSeconds ?? null) &&
  group.resolution === (request.resolution ?? null) &&
  group.generateAudio === (request.generateAudio ?? null)
