import type { Problem } from '../problem'
import type { GenerationRequest } from '../request'
import { err, ok, type Result } from '../result'
import { isBlank } from '../prompts/text-checks'
import { furtherFieldWants, isReserved, type FurtherValue } from './further-fields'
import type { Model } from './model'

/** Refuses what the model is known not to take, naming the field, before anything is paid. */
export function checkRequest(
  request: GenerationRequest,
  model: Model | undefined
): Result<GenerationRequest, Problem> {
  const problem =
    reservedFieldProblem(request) ??
    (model && !model.isOpen ? (choiceProblem(request, model) ?? switchProblem(request, model)) : null) ??
    (model && !model.isOpen ? furtherProblem(request, model) : null)
  return problem ? err(problem) : ok(request)
}

/** Why a request must not be sent at all: its model is nobody's, switched off, or does not take what it holds. */
export function sendingProblem(request: GenerationRequest, model: Model | undefined): Problem | null {
  if (!model) {
    return {
      ...refusal('modelId', `There is no model with the id ${request.modelId} in your list.`),
      advice: 'Add it to your models first, or choose another one.'
    }
  }
  if (model.isUnconfirmed) return unconfirmed(model)
  if (isBlank(request.prompt)) return refusal('prompt', 'The prompt is empty.')
  const checked = checkRequest(request, model)
  return withdrawal(model) ?? (checked.ok ? null : checked.error)
}

/** Whoever made the folder chose the fields, and what is sent costs money. */
function unconfirmed({ name, initialFurther }: Model): Problem {
  const fields = Object.keys(initialFurther ?? {}).join(', ')
  return {
    ...refusal('modelId', `${name} came with this library folder. It sends fields of its own: ${fields}.`),
    advice: 'Look at them under Model, then use them or remove the model.'
  }
}

/** Why a model cannot be used any more, in words for the form; null where it can. */
export function withdrawal({ name, status }: Model): Problem | null {
  if (status.kind !== 'withdrawn') return null
  if (status.isToldByAnswer) {
    return {
      ...refusal('modelId', `ModelsLab said on ${writtenDate(status.since)} that ${name} is gone.`),
      code: 'model_withdrawn',
      advice: 'Run it again on another model, or try this one again.'
    }
  }
  return {
    ...refusal('modelId', `${name} was switched off on ${writtenDate(status.since)}.`),
    advice: `Your ${name} clips stay here. Run this prompt on another model.`
  }
}

/** `4, 6 or 8`. */
export function eitherOf(choices: readonly (string | number)[]): string {
  const last = choices.at(-1) ?? ''
  return choices.length < 2 ? String(last) : `${choices.slice(0, -1).join(', ')} or ${last}`
}

function choiceProblem(request: GenerationRequest, model: Model): Problem | null {
  const { durationSeconds, aspectRatio, resolution } = request
  const { durations, aspectRatios, resolutions } = model
  if (durationSeconds !== undefined && !durations?.choices.includes(durationSeconds)) {
    const message = `${model.name} does not make ${durationSeconds}-second clips. ${pick(durations?.choices)}`
    return refusal('durationSeconds', message)
  }
  if (aspectRatio !== undefined && !aspectRatios?.choices.includes(aspectRatio)) {
    const message = `${model.name} does not make ${aspectRatio} clips. ${pick(aspectRatios?.choices)}`
    return refusal('aspectRatio', message)
  }
  if (resolution !== undefined && !resolutions?.choices.includes(resolution)) {
    const message = `${model.name} does not take the resolution ${resolution}. ${pick(resolutions?.choices)}`
    return refusal('resolution', message)
  }
  return null
}

function switchProblem(request: GenerationRequest, model: Model): Problem | null {
  if (request.generateAudio !== undefined && model.generateAudio === undefined) {
    return refusal('generateAudio', `${model.name} has no switch for audio.`)
  }
  if (request.enhancePrompt !== undefined && model.enhancePrompt === undefined) {
    return refusal('enhancePrompt', `${model.name} has no switch for enhancing the prompt.`)
  }
  if (request.negativePrompt?.trim() && !model.negativePrompt) {
    return refusal('negativePrompt', `${model.name} takes no negative prompt.`)
  }
  return null
}

function furtherProblem(request: GenerationRequest, model: Model): Problem | null {
  for (const [name, value] of furtherFields(request)) {
    const field = Object.hasOwn(model.further ?? {}, name) ? model.further?.[name] : undefined
    if (!field) return refusal(`further.${name}`, `${model.name} does not take the field ${name}.`)
    const wants = furtherFieldWants(field, value)
    if (wants !== null) return refusal(`further.${name}`, `${field.label} ${wants}.`)
  }
  return null
}

function reservedFieldProblem(request: GenerationRequest): Problem | null {
  const name = furtherFields(request).find(([field]) => isReserved(field))?.[0]
  return name === undefined
    ? null
    : refusal(`further.${name}`, `The field ${name} is set by Dailies and cannot be added by hand.`)
}

const furtherFields = (request: GenerationRequest): readonly [string, FurtherValue][] =>
  Object.entries(request.further ?? {})

const refusal = (field: string, message: string): Problem => ({
  code: 'bad_request',
  field,
  message,
  retryable: false,
  charged: 'no'
})

function pick(choices: readonly (string | number)[] | undefined): string {
  if (!choices?.length) return 'Leave it out.'
  return choices.length === 1 ? `Only ${eitherOf(choices)} works.` : `Pick ${eitherOf(choices)}.`
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec'.split(' ')

/** Returns `2026-09-24` as `24 Sept 2026`. */
export function writtenDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${day} ${months[(month ?? 1) - 1]} ${year}`
}
