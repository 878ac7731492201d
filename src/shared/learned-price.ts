import type { Model, Price } from './catalogue/model'
import { estimatedPrice } from './catalogue/request-body'
import type { Microdollars } from './money'
import type { GenerationRequest } from './request'

type Priced = Omit<GenerationRequest, 'prompt'>

/** What one generation was seen to cost: the balance before it less the balance after it. */
export interface Measurement {
  readonly request: Priced
  readonly chargedMicrodollars: Microdollars
}

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
 * What requests like this one cost so far: the median of the charges measured for its model, length, size and
 * sound, which are what prices are known to depend on. The median, so that one wrong reading changes nothing.
 */
export function learnedPrice(request: Priced, measurements: readonly Measurement[]): LearnedPrice | null {
  const charges = measurements
    .filter((measured) => isAlike(measured.request, request))
    .map(({ chargedMicrodollars }) => chargedMicrodollars)
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
  measurements: readonly Measurement[]
): ExpectedPrice | null {
  const learned = learnedPrice(request, measurements)
  if (learned) return { from: 'measured', ...learned }
  const microdollars = estimatedPrice(request, model)
  return microdollars === null || !model?.price
    ? null
    : { from: 'catalogue', microdollars, price: model.price }
}

const isAlike = (one: Priced, other: Priced): boolean =>
  one.modelId === other.modelId &&
  one.durationSeconds === other.durationSeconds &&
  one.resolution === other.resolution &&
  one.generateAudio === other.generateAudio
