import type { Model } from '@shared/catalogue/model'
import type { GenerationRequest } from '@shared/request'

/** Whether the form has a control for a field of the request, so that what is wrong with it can stand there. */
export function hasControl(
  field: string,
  model: Model | undefined,
  { further = {} }: GenerationRequest
): boolean {
  if (['prompt', 'modelId', 'table'].includes(field)) return true
  if (!model) return false
  const furtherName = /^further\.(.+)$/.exec(field)?.[1]
  if (furtherName !== undefined)
    return Object.hasOwn(model.isOpen ? further : (model.further ?? {}), furtherName)
  const offers = new Map<string, unknown>([
    ['aspectRatio', model.aspectRatios],
    ['durationSeconds', model.durations],
    ['resolution', model.resolutions],
    ['generateAudio', model.generateAudio],
    ['enhancePrompt', model.enhancePrompt],
    ['negativePrompt', model.negativePrompt]
  ])
  return offers.has(field) && (model.isOpen === true || offers.get(field) !== undefined)
}
