import { writtenDay } from '../local-day'
import type { Problem } from '../problem'
import { importedModelId, type GenerationRequest } from '../request'
import { err, ok, type Result } from '../result'
import { isBlank } from '../prompts/text-checks'
import { furtherFieldWants, isReserved, type FurtherValue } from './further-fields'
import type { Model } from './model'
import {
  isChoice,
  isOffered,
  isSet,
  parameters,
  type ChoiceParameter,
  type Parameter,
  type ParameterValue
} from './parameters'

/** Refuses what the model is known not to accept, naming the field, before anything is paid. */
export function checkRequest(
  request: GenerationRequest,
  model: Model | undefined
): Result<GenerationRequest, Problem> {
  const problem =
    reservedFieldProblem(request) ??
    (model && !model.isOpen ? (parameterProblem(request, model) ?? furtherProblem(request, model)) : null)
  return problem ? err(problem) : ok(request)
}

/** Returns why a request must not be sent: its model is unknown, switched off, or does not accept it. */
export function sendingProblem(request: GenerationRequest, model: Model | undefined): Problem | null {
  if (request.modelId === importedModelId) return imported
  if (!model) {
    return {
      ...refusal('modelId', `Your list has no model with the ID ${request.modelId}.`),
      advice: 'Add it to your models first, or choose another one.'
    }
  }
  if (model.isUnconfirmed) return unconfirmed(model)
  if (isBlank(request.prompt)) return refusal('prompt', 'The prompt is empty.')
  const checked = checkRequest(request, model)
  return withdrawal(model) ?? (checked.ok ? null : checked.error)
}

const imported: Problem = {
  code: 'not_possible_now',
  message: 'This video was imported, so there is nothing to send.',
  retryable: false,
  charged: 'no'
}

/** Asks before sending fields that somebody else chose: whoever made the folder. */
function unconfirmed({ name, initialFurther }: Model): Problem {
  const fields = Object.keys(initialFurther ?? {}).join(', ')
  return {
    ...refusal('modelId', `${name} came with this library folder. It sends fields of its own: ${fields}.`),
    advice: 'Look at them under Model, then use them or remove the model.'
  }
}

/** Returns why a model cannot be used any more; null where it can. */
export function withdrawal({ name, status }: Model): Problem | null {
  if (status.kind !== 'withdrawn') return null
  if (status.isToldByAnswer) {
    return {
      ...refusal('modelId', `ModelsLab said on ${writtenDay(status.since)} that ${name} is gone.`),
      code: 'model_withdrawn',
      advice: 'Run it again on another model, or try this one again.'
    }
  }
  return {
    ...refusal('modelId', `${name} was switched off on ${writtenDay(status.since)}.`),
    advice: `Your ${name} clips stay here. Run this prompt on another model.`
  }
}

/** Returns choices as `4, 6 or 8`. */
function eitherOf(choices: readonly ParameterValue[]): string {
  const last = choices.at(-1) ?? ''
  return choices.length < 2 ? String(last) : `${choices.slice(0, -1).join(', ')} or ${last}`
}

function parameterProblem(request: GenerationRequest, model: Model): Problem | null {
  for (const parameter of parameters) {
    const value = request[parameter.name]
    if (value === undefined || isAccepted(parameter, value, model)) continue
    return refusal(parameter.name, `${model.name} ${refusalWords(parameter, value, model)}`)
  }
  return null
}

function isAccepted(parameter: Parameter, value: ParameterValue, model: Model): boolean {
  if (isChoice(parameter)) return choicesOf(parameter, model)?.includes(value) ?? false
  return isOffered(parameter, model) || (parameter.kind === 'text' && !isSet(value))
}

/** Returns why a model does not take a value, as the end of a sentence, and which values it takes. */
function refusalWords(parameter: Parameter, value: ParameterValue, model: Model): string {
  switch (parameter.kind) {
    case 'seconds':
      return `doesn’t make ${value}-second clips. ${pick(choicesOf(parameter, model))}`
    case 'shape':
      return `doesn’t make ${value} clips. ${pick(choicesOf(parameter, model))}`
    case 'size':
      return `doesn’t take the ${parameter.label.toLowerCase()} ${value}. ${pick(choicesOf(parameter, model))}`
    case 'switch':
      return `has no “${parameter.label}” switch.`
    case 'text':
      return `takes no ${parameter.label.toLowerCase()}.`
  }
}

const choicesOf = (parameter: ChoiceParameter, model: Model): readonly ParameterValue[] | undefined =>
  model[parameter.offer]?.choices

function furtherProblem(request: GenerationRequest, model: Model): Problem | null {
  for (const [name, value] of furtherFields(request)) {
    const field = Object.hasOwn(model.further ?? {}, name) ? model.further?.[name] : undefined
    if (!field) return refusal(`further.${name}`, `${model.name} doesn’t take the field ${name}.`)
    const wants = furtherFieldWants(field, value)
    if (wants !== null) return refusal(`further.${name}`, `${field.label} ${wants}.`)
  }
  return null
}

function reservedFieldProblem(request: GenerationRequest): Problem | null {
  const name = furtherFields(request).find(([field]) => isReserved(field))?.[0]
  return name === undefined
    ? null
    : refusal(`further.${name}`, `The field ${name} is set by Dailies and can’t be added by hand.`)
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

function pick(choices: readonly ParameterValue[] | undefined): string {
  if (!choices?.length) return 'Leave it out.'
  return choices.length === 1 ? `Only ${eitherOf(choices)} works.` : `Pick ${eitherOf(choices)}.`
}
