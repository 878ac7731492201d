import { formatDollars, type Microdollars } from '../money/money'
import type { GenerationRequest } from '../request'
import { furtherFieldsToSend } from './further-fields'
import type { Choices, Model, Price } from './model'

export { checkRequest } from './check-request'

/** The JSON that a submit sends, without the key. */
export type RequestBody = Readonly<Record<string, string | number | boolean | null>>

/**
 * The exact body for a request: only fields this model takes, in the types it wants (`duration` is a string),
 * nothing else. A model that is not described gets what the user set. See the field table of the v7
 * video-fusion pages.
 */
export function requestBody(request: GenerationRequest, model: Model | undefined): RequestBody {
  const isOpen = !model || model.isOpen === true
  const field = (
    name: string,
    value: string | boolean | undefined,
    offered: Choices<unknown> | boolean | undefined
  ): RequestBody => (value !== undefined && (isOpen || offered !== undefined) ? { [name]: value } : {})

  return {
    // First, so that no free field takes the place of one that follows.
    ...furtherFieldsToSend(request, model),
    model_id: request.modelId,
    prompt: request.prompt,
    ...negativePromptOf(request, model),
    ...field('aspect_ratio', request.aspectRatio, model?.aspectRatios),
    ...field('duration', request.durationSeconds?.toString(), model?.durations),
    ...field('resolution', request.resolution, model?.resolutions),
    ...field('generate_audio', request.generateAudio, model?.generateAudio),
    ...field('enhance_prompt', request.enhancePrompt, model?.enhancePrompt)
  }
}

function negativePromptOf(request: GenerationRequest, model: Model | undefined): RequestBody {
  const takesText = !model || model.isOpen === true || model.negativePrompt === true
  if (takesText && request.negativePrompt?.trim()) return { negative_prompt: request.negativePrompt }
  return model?.nullNegativePrompt ? { negative_prompt: null } : {}
}

/** A request with a model's own defaults, ready for its prompt. */
export function initialRequest(model: Model): Omit<GenerationRequest, 'prompt'> {
  return {
    modelId: model.id,
    ...(model.aspectRatios && { aspectRatio: model.aspectRatios.initial }),
    ...(model.durations && { durationSeconds: model.durations.initial }),
    ...(model.resolutions && { resolution: model.resolutions.initial }),
    ...(model.generateAudio !== undefined && { generateAudio: model.generateAudio }),
    ...(model.enhancePrompt !== undefined && { enhancePrompt: model.enhancePrompt }),
    ...(model.initialFurther && { further: model.initialFurther })
  }
}

/** What a request will cost, as far as the catalogue knows; null where it does not. */
export function estimatedPrice(
  request: Omit<GenerationRequest, 'prompt'>,
  model: Model | undefined
): Microdollars | null {
  const price = model?.price
  if (!price) return null
  const { microdollars, per } = priceAt(price, request.resolution)
  if (per === 'video') return microdollars
  return request.durationSeconds === undefined ? null : microdollars * request.durationSeconds
}

/** A price as it is at one resolution. */
export function priceAt({ byResolution, ...price }: Price, resolution: string | undefined): Price {
  const microdollars = new Map(Object.entries(byResolution ?? {})).get(resolution ?? '')
  return microdollars === undefined ? price : { ...price, microdollars }
}

/** `about $1.92`: catalogue prices are never exact, and an estimate never reads as less than it is. */
export const aboutPrice = (amount: Microdollars): string => `about ${formatDollars(amount, 'up')}`
