import { formatDollars, type Microdollars } from '../money/money'
import { isBlank } from '../prompts/text-checks'
import type { GenerationRequest } from '../request'
import { furtherFieldsToSend } from './further-fields'
import type { Model, Price } from './model'
import {
  apiValue,
  bodyParameters,
  initialValue,
  isTaken,
  parameters,
  type Parameter,
  type ParameterValue
} from './parameters'

export { checkRequest } from './check-request'

/** The JSON that a submit sends, without the key. */
export type RequestBody = Readonly<Record<string, string | number | boolean | null>>

/**
 * Returns the exact body of a request: only fields that the model accepts, in the types it expects (`duration` is a
 * string). A model that is not described gets what the user set. See the field table of the v7 video-fusion pages.
 */
export function requestBody(request: GenerationRequest, model: Model | undefined): RequestBody {
  return {
    // First, so that no free field overrides one that follows.
    ...furtherFieldsToSend(request, model),
    model_id: request.modelId,
    prompt: request.prompt,
    ...Object.fromEntries(
      bodyParameters.flatMap((parameter) => {
        const value = sentValue(parameter, request, model)
        return value === undefined ? [] : [[parameter.apiName, value]]
      })
    )
  }
}

function sentValue(
  parameter: Parameter,
  request: GenerationRequest,
  model: Model | undefined
): ParameterValue | null | undefined {
  const value = request[parameter.name]
  const isText = parameter.kind === 'text'
  if (value !== undefined && isTaken(parameter, model) && !(isText && isBlank(String(value)))) {
    return apiValue(parameter, value)
  }
  return isText && parameter.nullOffer && model?.[parameter.nullOffer] ? null : undefined
}

/** Returns a request with a model's defaults, without a prompt. */
export function initialRequest(model: Model): Omit<GenerationRequest, 'prompt'> {
  return {
    modelId: model.id,
    ...Object.fromEntries(
      parameters.flatMap((parameter) => {
        const value = initialValue(parameter, model)
        return value === undefined ? [] : [[parameter.name, value]]
      })
    ),
    ...(model.initialFurther && { further: model.initialFurther })
  }
}

/** Returns what a request costs by the catalogue; null where it is not known. */
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

/** Returns a price at one resolution. */
export function priceAt({ byResolution, ...price }: Price, resolution: string | undefined): Price {
  const microdollars = new Map(Object.entries(byResolution ?? {})).get(resolution ?? '')
  return microdollars === undefined ? price : { ...price, microdollars }
}

/** Returns `about $1.92`: catalogue prices are never exact, and an estimate is rounded up. */
export const aboutPrice = (amount: Microdollars): string => `about ${formatDollars(amount, 'up')}`
