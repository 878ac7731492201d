import type { Model } from '@shared/catalogue/model'
import { isTaken, parameters } from '@shared/catalogue/parameters'
import type { GenerationRequest } from '@shared/request'

/** Returns whether the form has a control for a field of the request, where a problem with it can be shown. */
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
  const parameter = parameters.find(({ name }) => name === field)
  return parameter !== undefined && isTaken(parameter, model)
}
