import type { Model } from '../catalogue/model'
import { priceAt } from '../catalogue/request-body'
import { exactDollars } from './money'
import type { GenerationRequest } from '../request'

type Priced = Omit<GenerationRequest, 'prompt'>

/** Returns `$0.83 per second` or `$0.30 per clip` at a resolution; null where it is not known. */
export function rateWords(model: Model | undefined, resolution: string | undefined): string | null {
  if (!model?.price) return null
  const { microdollars, per } = priceAt(model.price, resolution)
  return `${exactDollars(microdollars)} per ${per === 'second' ? 'second' : 'clip'}`
}

/** Returns whether a model chooses the length itself. */
export const choosesLength = (model: Model): boolean => !model.durations && model.isOpen !== true

/**
 * What is known of requests without a price: `2 of these have no known price (Veo 3: $0.83 per second, its length is
 * not known before).` `all`: how many requests there are, those with a price included.
 */
export function unpricedSentence(
  unpriced: readonly Priced[],
  all: number,
  findModel: (id: string) => Model | undefined
): string {
  const details = [...new Set(unpriced.map((request) => detailOf(request, findModel)))].join('; ')
  const subject =
    all === 1 ? 'This has' : `${unpriced.length} of these ${unpriced.length === 1 ? 'has' : 'have'}`
  return `${subject} no known price (${details}).`
}

function detailOf({ modelId, resolution }: Priced, findModel: (id: string) => Model | undefined): string {
  const model = findModel(modelId)
  const rate = rateWords(model, resolution)
  const name = model?.name ?? modelId
  return rate === null ? name : `${name}: ${rate}, but the model picks the length`
}
