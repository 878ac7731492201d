import type { GenerationRequest } from '../request'
import type { Model } from './model'
import { formatDollars, type Microdollars } from '../money'
import type { Problem } from '../problem'
import { err, ok, type Result } from '../result'

/** The JSON that a submit sends, without the key. */
export type RequestBody = Readonly<Record<string, string | number | boolean | null>>

/**
 * The exact body for a request: only fields this model takes, in the types it wants (`duration` is a string),
 * nothing else. See the field table of the v7 video-fusion pages.
 */
export function requestBody(request: GenerationRequest, model: Model | undefined): RequestBody {
  return {
    model_id: request.modelId,
    prompt: request.prompt,
    ...(model?.negativePrompt && {
      negative_prompt: request.negativePrompt?.trim() ? request.negativePrompt : null
    }),
    ...(request.aspectRatio !== undefined && { aspect_ratio: request.aspectRatio }),
    ...(request.durationSeconds !== undefined && { duration: String(request.durationSeconds) }),
    ...(request.resolution !== undefined && { resolution: request.resolution }),
    ...(request.generateAudio !== undefined && { generate_audio: request.generateAudio }),
    ...(request.enhancePrompt !== undefined && { enhance_prompt: request.enhancePrompt }),
    ...request.further
  }
}

/** A request with a model's own defaults, ready for its prompt. */
export function initialRequest(model: Model): Omit<GenerationRequest, 'prompt'> {
  return {
    modelId: model.id,
    ...(model.aspectRatios && { aspectRatio: model.aspectRatios.initial }),
    ...(model.durations && { durationSeconds: model.durations.initial }),
    ...(model.resolutions && { resolution: model.resolutions.initial }),
    ...(model.generateAudio !== undefined && { generateAudio: model.generateAudio }),
    ...(model.enhancePrompt !== undefined && { enhancePrompt: model.enhancePrompt })
  }
}

/** Refuses what the model is known not to take, naming the field, before anything is paid. */
export function checkRequest(
  request: GenerationRequest,
  model: Model | undefined
): Result<GenerationRequest, Problem> {
  if (!model) return ok(request)
  const refuse = (field: string, message: string): Result<never, Problem> =>
    err({ code: 'bad_request', field, message, retryable: false, charged: 'no' })
  const { durations, aspectRatios, resolutions } = model
  if (request.durationSeconds !== undefined && !durations?.choices.includes(request.durationSeconds)) {
    return refuse(
      'durationSeconds',
      `${model.name} does not make ${request.durationSeconds}-second clips. ${pick(durations?.choices)}`
    )
  }
  if (request.aspectRatio !== undefined && !aspectRatios?.choices.includes(request.aspectRatio)) {
    return refuse(
      'aspectRatio',
      `${model.name} does not make ${request.aspectRatio} clips. ${pick(aspectRatios?.choices)}`
    )
  }
  if (request.resolution !== undefined && !resolutions?.choices.includes(request.resolution)) {
    return refuse(
      'resolution',
      `${model.name} does not take the resolution ${request.resolution}. ${pick(resolutions?.choices)}`
    )
  }
  if (request.generateAudio !== undefined && model.generateAudio === undefined) {
    return refuse('generateAudio', `${model.name} has no switch for audio.`)
  }
  if (request.enhancePrompt !== undefined && model.enhancePrompt === undefined) {
    return refuse('enhancePrompt', `${model.name} has no switch for enhancing the prompt.`)
  }
  if (request.negativePrompt?.trim() && !model.negativePrompt) {
    return refuse('negativePrompt', `${model.name} takes no negative prompt.`)
  }
  return ok(request)
}

function pick(choices: readonly (string | number)[] | undefined): string {
  if (!choices?.length) return 'Leave it out.'
  const last = choices[choices.length - 1] as string | number
  return choices.length === 1 ? `Only ${last} works.` : `Pick ${choices.slice(0, -1).join(', ')} or ${last}.`
}

/** What a request will cost, as far as the catalogue knows; null where it does not. */
export function estimatedPrice(
  request: Omit<GenerationRequest, 'prompt'>,
  model: Model | undefined
): Microdollars | null {
  if (!model?.price) return null
  if (model.price.per === 'video') return model.price.microdollars
  return request.durationSeconds === undefined ? null : model.price.microdollars * request.durationSeconds
}

/** `about $1.92`: catalogue prices are never exact. */
export const aboutPrice = (amount: Microdollars): string => `about ${formatDollars(amount)}`
