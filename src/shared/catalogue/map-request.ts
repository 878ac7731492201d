import type { GenerationRequest } from '../request'
import { eitherOf } from './check-request'
import { furtherFieldWants, type FurtherValue } from './further-fields'
import type { Choices, Model } from './model'
import { initialRequest } from './request-body'
import { sameSize, shapeDistance, sizeDistance } from './sizes'

export interface MappedRequest {
  /** A request that the new model takes. */
  readonly request: GenerationRequest
  /** What was asked for and is now otherwise or gone: one line each, with the reason. */
  readonly changes: readonly string[]
  /** What the new model is sent that was not asked for: its own settings, one line each. */
  readonly additions: readonly string[]
}

type Value = string | number

/** How one control of the form is moved to another model. */
interface Control<Kind extends Value> {
  readonly name: string
  readonly offer: Choices<Kind> | undefined
  readonly distance: (asked: Kind, choice: Kind) => number
  readonly write: (value: Kind) => string
  /** Whether two spellings mean the same, so that nothing changed for the user. */
  readonly isSame?: (asked: Kind, choice: Kind) => boolean
}

/**
 * A request moved to another model. What the new model takes stays; else the nearest of its choices is taken
 * (the shorter or smaller of two that are as near, which costs no more), and what it has no field for goes.
 * Of a model that is not described nobody knows what it takes: it gets the prompt, and what it was added with.
 */
export function mapRequest(
  request: GenerationRequest,
  fromModel: Model | undefined,
  toModel: Model
): MappedRequest {
  if (toModel.isOpen) return mapToOpenModel(request, fromModel, toModel)
  const lines: Lines = { toModel, changes: [], additions: [] }
  const duration = mapChoice(request.durationSeconds, lines, {
    name: 'Duration',
    offer: toModel.durations,
    distance: (asked, choice) => Math.abs(asked - choice),
    write: (seconds) => `${seconds} s`
  })
  const aspectRatio = mapChoice(request.aspectRatio, lines, {
    name: 'Aspect ratio',
    offer: toModel.aspectRatios,
    distance: shapeDistance,
    write: String
  })
  const resolution = mapChoice(request.resolution, lines, {
    name: 'Resolution',
    offer: toModel.resolutions,
    distance: sizeDistance,
    write: String,
    isSame: sameSize
  })
  const audio = mapSwitch('Audio', request.generateAudio, toModel.generateAudio, lines)
  const enhance = mapSwitch('Enhance prompt', request.enhancePrompt, toModel.enhancePrompt, lines)
  const negativePrompt = mapNegativePrompt(request.negativePrompt, lines)
  const further = mapFurther(request, fromModel, lines)
  const mapped: GenerationRequest = {
    ...initialRequest(toModel),
    prompt: request.prompt,
    ...(negativePrompt !== undefined && { negativePrompt }),
    ...(duration !== undefined && { durationSeconds: duration }),
    ...(aspectRatio !== undefined && { aspectRatio }),
    ...(resolution !== undefined && { resolution }),
    ...(audio !== undefined && { generateAudio: audio }),
    ...(enhance !== undefined && { enhancePrompt: enhance }),
    ...(Object.keys(further).length > 0 && { further })
  }
  return { request: mapped, changes: lines.changes, additions: lines.additions }
}

function mapToOpenModel(
  request: GenerationRequest,
  fromModel: Model | undefined,
  toModel: Model
): MappedRequest {
  // What is set there was set for this model.
  if (request.modelId === toModel.id) return { request, changes: [], additions: [] }
  const ownFields = toModel.initialFurther ?? {}
  const isOwn = ([name, value]: readonly [string, FurtherValue]): boolean => ownFields[name] === value
  const asked = Object.entries(request.further ?? {})
  const leftOut = [
    ...settingsOf(request),
    ...asked.filter((field) => !isOwn(field)).map(([name]) => fromModel?.further?.[name]?.label ?? name)
  ]
  const isAsked = ([name, value]: readonly [string, FurtherValue]): boolean =>
    asked.some(([other, askedValue]) => other === name && askedValue === value)
  return {
    request: { ...initialRequest(toModel), prompt: request.prompt },
    changes:
      leftOut.length > 0
        ? [`${leftOut.join(', ')} left out: ${toModel.name} gets only what you set for it`]
        : [],
    additions: Object.entries(ownFields)
      .filter((field) => !isAsked(field))
      .map(([name, value]) => `${name} ${value}`)
  }
}

/** What the controls of the form say, in words. */
function settingsOf(request: GenerationRequest): readonly string[] {
  const { durationSeconds, aspectRatio, resolution, generateAudio, enhancePrompt, negativePrompt } = request
  return [
    ...(durationSeconds === undefined ? [] : [`Duration ${durationSeconds} s`]),
    ...(aspectRatio === undefined ? [] : [`Aspect ratio ${aspectRatio}`]),
    ...(resolution === undefined ? [] : [`Resolution ${resolution}`]),
    ...(generateAudio === undefined ? [] : [`Audio ${onOrOff(generateAudio)}`]),
    ...(enhancePrompt === undefined ? [] : [`Enhance prompt ${onOrOff(enhancePrompt)}`]),
    ...(negativePrompt?.trim() ? ['Negative prompt'] : [])
  ]
}

/** What is written down while a request is moved. */
interface Lines {
  readonly toModel: Model
  readonly changes: string[]
  readonly additions: string[]
}

function mapChoice<Kind extends Value>(
  asked: Kind | undefined,
  { toModel, changes, additions }: Lines,
  { name, offer, distance, write, isSame }: Control<Kind>
): Kind | undefined {
  if (!offer) {
    if (asked !== undefined) {
      changes.push(`${name} ${write(asked)} left out: ${toModel.name} has no choice of it`)
    }
    return undefined
  }
  if (asked === undefined) {
    additions.push(`${name} ${write(offer.initial)}`)
    return offer.initial
  }
  if (offer.choices.includes(asked)) return asked
  const nearest = nearestOf(asked, offer, distance)
  if (!isSame?.(asked, nearest)) {
    const reason = `${toModel.name} makes ${eitherOf(offer.choices)}`
    changes.push(`${name} ${write(asked)} → ${write(nearest)}: ${reason}`)
  }
  return nearest
}

/** Lengths and sizes are listed from small to large, so that the first of the nearest is the smaller. */
function nearestOf<Kind extends Value>(
  asked: Kind,
  offer: Choices<Kind>,
  distance: (asked: Kind, choice: Kind) => number
): Kind {
  const distances = offer.choices.map((choice) => distance(asked, choice))
  const nearest = Math.min(...distances)
  return offer.choices[distances.indexOf(nearest)] ?? offer.initial
}

function mapSwitch(
  name: string,
  asked: boolean | undefined,
  initial: boolean | undefined,
  { toModel, changes, additions }: Lines
): boolean | undefined {
  if (initial === undefined) {
    if (asked !== undefined) {
      changes.push(`${name} ${onOrOff(asked)} left out: ${toModel.name} has no switch for it`)
    }
    return undefined
  }
  if (asked === undefined) additions.push(`${name} ${onOrOff(initial)}`)
  return asked ?? initial
}

function mapNegativePrompt(asked: string | undefined, { toModel, changes }: Lines): string | undefined {
  if (!asked?.trim() || toModel.negativePrompt) return toModel.negativePrompt ? asked : undefined
  changes.push(`Negative prompt left out: ${toModel.name} takes none`)
  return undefined
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
    const reason = wants === null ? `${toModel.name} has no such field` : `for ${toModel.name} it ${wants}`
    changes.push(`${field?.label ?? labels.get(name) ?? name} left out: ${reason}`)
    return false
  })
  return Object.fromEntries(kept)
}

const onOrOff = (value: boolean): string => (value ? 'on' : 'off')
