import { furtherFieldWants } from '@shared/catalogue/further-fields'
import type { Model } from '@shared/catalogue/model'
import { initialRequest } from '@shared/catalogue/request-body'
import type { GenerationRequest } from '@shared/request'

export interface Fitted {
  readonly request: GenerationRequest
  /** What had to change, as ends of a sentence: `8 s → 5 s`. */
  readonly changes: readonly string[]
}

/** A request moved to another model: what still fits stays, the rest becomes that model's own default. */
export function fitRequest(request: GenerationRequest, model: Model): Fitted {
  const changes: string[] = []
  const keep = <Value extends string | number>(
    value: Value | undefined,
    offer: { readonly choices: readonly Value[]; readonly initial: Value } | undefined,
    write: (value: Value) => string
  ): Value | undefined => {
    if (!offer) return undefined
    if (value === undefined) return offer.initial
    if (offer.choices.includes(value)) return value
    changes.push(`${write(value)} → ${write(offer.initial)}`)
    return offer.initial
  }
  const keepSwitch = (
    value: boolean | undefined,
    initial: boolean | undefined,
    name: string
  ): boolean | undefined => {
    if (initial !== undefined) return value ?? initial
    if (value) changes.push(`no ${name} switch`)
    return undefined
  }

  const durationSeconds = keep(request.durationSeconds, model.durations, (seconds) => `${seconds} s`)
  const aspectRatio = keep(request.aspectRatio, model.aspectRatios, (ratio) => ratio)
  const resolution = keep(request.resolution, model.resolutions, (size) => size)
  const generateAudio = keepSwitch(request.generateAudio, model.generateAudio, 'audio')
  const enhancePrompt = keepSwitch(request.enhancePrompt, model.enhancePrompt, 'enhance')
  if (request.negativePrompt?.trim() && !model.negativePrompt) changes.push('no negative prompt')
  const fields = new Map(Object.entries(model.further ?? {}))
  const further = Object.entries(request.further ?? {}).filter(([name, value]) => {
    const field = fields.get(name)
    return field !== undefined && furtherFieldWants(field, value) === null
  })
  return {
    changes,
    request: {
      ...initialRequest(model),
      prompt: request.prompt,
      // Kept even where the model takes none, so that going back to the first model brings it back.
      ...(request.negativePrompt !== undefined && { negativePrompt: request.negativePrompt }),
      ...(durationSeconds !== undefined && { durationSeconds }),
      ...(aspectRatio !== undefined && { aspectRatio }),
      ...(resolution !== undefined && { resolution }),
      ...(generateAudio !== undefined && { generateAudio }),
      ...(enhancePrompt !== undefined && { enhancePrompt }),
      ...(further.length > 0 && { further: Object.fromEntries(further) })
    }
  }
}
