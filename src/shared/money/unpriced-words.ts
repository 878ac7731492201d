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
 * Returns what is known of clips without a price: `No price for 2 clips: Veo 3 charges $0.83 per second and picks the
 * length.` `all`: how many clips there are, those with a price included.
 */
export function unpricedSentence(
  unpriced: readonly Priced[],
  all: number,
  findModel: (id: string) => Model | undefined
): string {
  const details = [...new Set(unpriced.map((request) => detailOf(request, findModel)))].join('; ')
  const clips = all === 1 ? 'this clip' : unpriced.length === 1 ? '1 clip' : `${unpriced.length} clips`
  return `No price for ${clips}: ${details}.`
}

function detailOf({ modelId, resolution }: Priced, findModel: (id: string) => Model | undefined): string {
  const model = findModel(modelId)
  const rate = rateWords(model, resolution)
  const name = model?.name ?? modelId
  return rate === null ? name : `${name} charges ${rate} and picks the length`
}
