import type { GenerationRequest } from '../request'
import { furtherFieldWants, type FurtherValue } from './further-fields'
import type { Model } from './model'
import {
  initialValue,
  isChoice,
  isOffered,
  isSet,
  parameters,
  settingWords,
  valueWords,
  type ChoiceParameter,
  type Parameter,
  type ParameterValue
} from './parameters'
import { initialRequest } from './request-body'
import { sameSize, shapeDistance, sizeDistance } from './sizes'

export interface MappedRequest {
  /** A request that the new model accepts. */
  readonly request: GenerationRequest
  /** Settings that changed or were dropped: one line each. */
  readonly changes: readonly string[]
  /** Defaults of the new model that were added: one line each. */
  readonly additions: readonly string[]
}

/**
 * Maps a request to another model. Settings that the new model accepts stay; others become its nearest choice (of
 * two equally near ones the shorter or smaller, which costs no more) or are dropped. A model that is not described
 * gets the prompt and the fields it was added with.
 */
export function mapRequest(
  request: GenerationRequest,
  fromModel: Model | undefined,
  toModel: Model
): MappedRequest {
  if (toModel.isOpen) return mapToOpenModel(request, fromModel, toModel)
  const lines: Lines = { toModel, changes: [], additions: [] }
  const settings = parameters.flatMap((parameter) => {
    const value = mapParameter(parameter, request[parameter.name], lines)
    return value === undefined ? [] : [[parameter.name, value] as const]
  })
  const further = mapFurther(request, fromModel, lines)
  const mapped: GenerationRequest = {
    ...initialRequest(toModel),
    prompt: request.prompt,
    ...Object.fromEntries(settings),
    ...(Object.keys(further).length > 0 && { further })
  }
  return { request: mapped, changes: lines.changes, additions: lines.additions }
}

function mapToOpenModel(
  request: GenerationRequest,
  fromModel: Model | undefined,
  toModel: Model
): MappedRequest {
  // The settings were made for this model.
  if (request.modelId === toModel.id) return { request, changes: [], additions: [] }
  const ownFields = toModel.initialFurther ?? {}
  const isOwn = ([name, value]: readonly [string, FurtherValue]): boolean => ownFields[name] === value
  const asked = Object.entries(request.further ?? {})
  const leftOut = [
    ...parameters.flatMap((parameter) => {
      const value = request[parameter.name]
      return isSet(value) ? [parameter.label.toLowerCase()] : []
    }),
    ...asked.filter((field) => !isOwn(field)).map(([name]) => fromModel?.further?.[name]?.label ?? name)
  ]
  const isAsked = ([name, value]: readonly [string, FurtherValue]): boolean =>
    asked.some(([other, askedValue]) => other === name && askedValue === value)
  return {
    request: { ...initialRequest(toModel), prompt: request.prompt },
    changes: leftOut.length > 0 ? [`Not sent to ${toModel.name}: ${leftOut.join(', ')}`] : [],
    additions: Object.entries(ownFields)
      .filter((field) => !isAsked(field))
      .map(([name, value]) => `${name} ${value}`)
  }
}

/** Collects the changes while a request is mapped. */
interface Lines {
  readonly toModel: Model
  readonly changes: string[]
  readonly additions: string[]
}

function mapParameter(
  parameter: Parameter,
  asked: ParameterValue | undefined,
  lines: Lines
): ParameterValue | undefined {
  const { toModel, changes, additions } = lines
  if (!isOffered(parameter, toModel)) {
    if (isSet(asked)) {
      changes.push(`${parameter.label}: ${lackWords(parameter, asked)}`)
    }
    return undefined
  }
  if (asked === undefined) {
    const initial = initialValue(parameter, toModel)
    if (initial !== undefined) additions.push(settingWords(parameter, initial))
    return initial
  }
  return isChoice(parameter) ? mapChoice(parameter, asked, lines) : asked
}

/** Says what happens to a setting that a model does not offer. A model decides what cannot be set. */
function lackWords(parameter: Parameter, asked: ParameterValue): string {
  return parameter.kind === 'text' || asked === true ? 'not available' : 'set by the model'
}

function mapChoice(
  parameter: ChoiceParameter,
  asked: ParameterValue,
  { toModel, changes }: Lines
): ParameterValue {
  const choices: readonly (string | number)[] = toModel[parameter.offer]?.choices ?? []
  if (choices.some((choice) => choice === asked)) return asked
  const nearest = nearestOf(parameter, asked, choices)
  if (parameter.kind === 'size' && sameSize(String(asked), String(nearest))) return nearest
  const [before, after] = [asked, nearest].map((value) => valueWords(parameter, value))
  changes.push(`${parameter.label}: ${after} (${before} isn’t available)`)
  return nearest
}

/** Returns the nearest choice. Choices go from small to large, so that of two the first one is the smaller. */
function nearestOf(
  parameter: ChoiceParameter,
  asked: ParameterValue,
  choices: readonly (string | number)[]
): ParameterValue {
  const distances = choices.map((choice) => distanceOf(parameter, asked, choice))
  return choices[distances.indexOf(Math.min(...distances))] ?? asked
}

function distanceOf({ kind }: ChoiceParameter, asked: ParameterValue, choice: string | number): number {
  switch (kind) {
    case 'seconds':
      return Math.abs(Number(asked) - Number(choice))
    case 'shape':
      return shapeDistance(String(asked), String(choice))
    case 'size':
      return sizeDistance(String(asked), String(choice))
  }
}

function mapFurther(
  request: GenerationRequest,
  fromModel: Model | undefined,
  { toModel, changes }: Lines
): Readonly<Record<string, FurtherValue>> {
  const fields = new Map(Object.entries(toModel.further ?? {}))
  const labels = new Map(Object.entries(fromModel?.further ?? {}).map(([name, { label }]) => [name, label]))
  const kept = Object.entries(request.further ?? {}).filter(([name, value]) => {
    const field = fields.get(name)
    const wants = field ? furtherFieldWants(field, value) : null
    if (field && wants === null) return true
    const reason = wants === null ? 'not available' : `not sent (it ${wants})`
    changes.push(`${field?.label ?? labels.get(name) ?? name}: ${reason}`)
    return false
  })
  return Object.fromEntries(kept)
}
