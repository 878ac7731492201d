import { isBlank } from '../prompts/text-checks'
import type { GenerationRequest } from '../request'
import type { Choices, Model } from './model'

/** A field of a request other than its model and prompt, and the fields that only some models take. */
export type ParameterName = Exclude<keyof GenerationRequest, 'modelId' | 'prompt' | 'further'>
export type ParameterValue = string | number | boolean

type NamesOf<Source, Value> = {
  readonly [Name in keyof Source]-?: NonNullable<Source[Name]> extends Value ? Name : never
}[keyof Source]

interface Kind<KindName extends string, Value extends ParameterValue, Offer> {
  /** Decides the control, the check, the mapping to another model, and how a table's cell is read. */
  readonly kind: KindName
  /** Field of the request. */
  readonly name: NamesOf<Pick<Required<GenerationRequest>, ParameterName>, Value>
  /** Field of the API's request body. */
  readonly apiName: string
  /** Position among the fields of the documented request body. */
  readonly bodyPosition: number
  readonly label: string
  /** Field of {@link Model} that says whether the model takes it, and with which choices. */
  readonly offer: NamesOf<Model, Offer>
}

/** A length in seconds; the API wants it as a string. */
type SecondsParameter = Kind<'seconds', number, Choices<number>>
/** Proportions of the picture: `16:9`, `1280x720`. */
type ShapeParameter = Kind<'shape', string, Choices<string>>
/** Size of the picture: `720`, `720p`, `1920x1080`. */
type SizeParameter = Kind<'size', string, Choices<string>>

interface SwitchParameter extends Kind<'switch', boolean, boolean> {
  /** Label where there is little room; its label begins with it. */
  readonly chip: string
  /** Words for a list of settings; null for a state not worth mentioning. */
  readonly brief: { readonly on: string; readonly off: string | null }
}

export interface TextParameter extends Kind<'text', string, boolean> {
  readonly placeholder: string
  /** Label beside the prompt of a finished clip. */
  readonly shownAs: string
  /** Whether braces in it stand for variations and variables, as in the prompt. */
  readonly hasVariations: boolean
  /** Field of {@link Model} that says that the API expects null where there is no text. */
  readonly nullOffer?: NamesOf<Model, boolean>
}

export type ChoiceParameter = SecondsParameter | ShapeParameter | SizeParameter
/** A parameter whose control offers what a model takes. */
export type ControlParameter = ChoiceParameter | SwitchParameter
export type Parameter = ControlParameter | TextParameter

/**
 * Every parameter of a request, in the order in which settings are listed. Request body, checks, mapping to another
 * model, form, words, table columns, log redaction and simulator read this list: see "Where to change what" in
 * ARCHITECTURE.md.
 */
export const parameterNamed: { readonly [Name in ParameterName]: Parameter & { readonly name: Name } } = {
  durationSeconds: {
    kind: 'seconds',
    name: 'durationSeconds',
    apiName: 'duration',
    bodyPosition: 3,
    label: 'Duration',
    offer: 'durations'
  },
  aspectRatio: {
    kind: 'shape',
    name: 'aspectRatio',
    apiName: 'aspect_ratio',
    bodyPosition: 2,
    label: 'Aspect ratio',
    offer: 'aspectRatios'
  },
  resolution: {
    kind: 'size',
    name: 'resolution',
    apiName: 'resolution',
    bodyPosition: 4,
    label: 'Resolution',
    offer: 'resolutions'
  },
  generateAudio: {
    kind: 'switch',
    name: 'generateAudio',
    apiName: 'generate_audio',
    bodyPosition: 5,
    label: 'Audio',
    offer: 'generateAudio',
    chip: 'Audio',
    brief: { on: 'audio', off: 'no audio' }
  },
  enhancePrompt: {
    kind: 'switch',
    name: 'enhancePrompt',
    apiName: 'enhance_prompt',
    bodyPosition: 6,
    label: 'Enhance prompt',
    offer: 'enhancePrompt',
    chip: 'Enhance',
    brief: { on: 'enhanced', off: null }
  },
  negativePrompt: {
    kind: 'text',
    name: 'negativePrompt',
    apiName: 'negative_prompt',
    bodyPosition: 1,
    label: 'Negative prompt',
    offer: 'negativePrompt',
    nullOffer: 'nullNegativePrompt',
    placeholder: 'What to avoid',
    shownAs: 'Without',
    hasVariations: true
  }
}

export const parameters: readonly Parameter[] = Object.values(parameterNamed)

/** Every parameter in the order of the documented request body. */
export const bodyParameters = parameters.toSorted((one, other) => one.bodyPosition - other.bodyPosition)

export const textParameters: readonly TextParameter[] = parameters.filter(
  (parameter) => parameter.kind === 'text'
)

export const isChoice = (parameter: Parameter): parameter is ChoiceParameter =>
  parameter.kind !== 'switch' && parameter.kind !== 'text'

/** Returns whether a model's row of the catalogue has a parameter. */
export function isOffered(parameter: Parameter, model: Model): boolean {
  const offer = model[parameter.offer]
  return parameter.kind === 'text' ? offer === true : offer !== undefined
}

/** Returns whether a parameter may be sent to a model: one that is not described gets what the user sets. */
export const isTaken = (parameter: Parameter, model: Model | undefined): boolean =>
  !model || model.isOpen === true || isOffered(parameter, model)

/** Returns the value a model's form starts with. */
export function initialValue(parameter: Parameter, model: Model): ParameterValue | undefined {
  if (parameter.kind === 'text') return undefined
  return isChoice(parameter) ? model[parameter.offer]?.initial : model[parameter.offer]
}

/** Returns whether a request holds a value: a blank text is none. */
export const isSet = (value: ParameterValue | undefined): value is ParameterValue =>
  value !== undefined && !(typeof value === 'string' && isBlank(value))

/** Returns a value as the API wants it. */
export const apiValue = (parameter: Parameter, value: ParameterValue): ParameterValue =>
  parameter.kind === 'seconds' ? String(value) : value

/** Returns a value as the form shows it: `8 s`, `16:9`, `on`. */
export function valueWords({ kind }: Parameter, value: ParameterValue): string {
  if (kind === 'switch') return value ? 'on' : 'off'
  return kind === 'seconds' ? `${value} s` : String(value)
}

/** Returns a setting with its label: `Duration 8 s`; of a text only that there is one. */
export const settingWords = (parameter: Parameter, value: ParameterValue): string =>
  parameter.kind === 'text' ? parameter.label : `${parameter.label} ${valueWords(parameter, value)}`

/** Returns a setting for a list of settings: `8 s`, `no audio`; null where it is not worth mentioning. */
export function briefWords(parameter: Parameter, value: ParameterValue): string | null {
  if (parameter.kind === 'switch') return value ? parameter.brief.on : parameter.brief.off
  return parameter.kind === 'text' ? parameter.label.toLowerCase() : valueWords(parameter, value)
}
