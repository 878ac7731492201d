import type { Microdollars } from '../money/money'
import type { GenerationRequest } from '../request'

/** Source of a row of the catalogue, and so how far it can be trusted. */
export type ModelStatus =
  | { readonly kind: 'documented' }
  | { readonly kind: 'from_client_code' }
  | {
      readonly kind: 'withdrawn'
      readonly since: string
      readonly why: string
      readonly source: string
      /** Known only from an answer of ModelsLab, so the user may try it again. */
      readonly isToldByAnswer?: true
    }
  /** Added by the user, by its id. */
  | { readonly kind: 'custom' }
  /** In ModelsLab's list of models, with nothing known about what it takes. */
  | { readonly kind: 'not_described' }

/** Values that a model accepts, in its own spelling. */
export interface Choices<Value> {
  readonly choices: readonly Value[]
  /** Where the form starts: the documented default, or our pick where none is stated. */
  readonly initial: Value
}

/** Listed price of a video. Never exact. */
export interface Price {
  /** The upper end where the source gives a range, so that a total is never too low. */
  readonly microdollars: Microdollars
  /** The lower end of that range. */
  readonly lowestMicrodollars?: Microdollars
  /** By resolution, where it matters; `microdollars` is then the price of the initial one. */
  readonly byResolution?: Readonly<Record<string, Microdollars>>
  readonly per: 'second' | 'video'
  readonly source: string
  readonly asOf: string
  /** Doubts about it. */
  readonly note?: string
}

/** A field that only some models accept. Sent only when the user sets it. */
export type FurtherField =
  | { readonly kind: 'boolean'; readonly label: string }
  | { readonly kind: 'number'; readonly label: string; readonly choices: readonly number[] }
  /** An http or https address that ModelsLab fetches. */
  | { readonly kind: 'url'; readonly label: string; readonly hint: string }

/** What one model accepts. A field that is absent here is not sent: limits are never invented. */
export interface Model {
  readonly id: string
  readonly name: string
  readonly provider: string
  readonly status: ModelStatus
  /** In whole seconds. */
  readonly durations?: Choices<number>
  readonly aspectRatios?: Choices<string>
  readonly resolutions?: Choices<string>
  /** Initial value of `generate_audio`, where the model accepts it: the documented default, else on. */
  readonly generateAudio?: boolean
  /** Initial value of `enhance_prompt`, where the model accepts it: the documented default, else on. */
  readonly enhancePrompt?: boolean
  /** Whether a negative prompt is known to be accepted. */
  readonly negativePrompt?: boolean
  /** Whether the documented request says `"negative_prompt": null` when there is none. */
  readonly nullNegativePrompt?: boolean
  /** By the name the API gives the field. */
  readonly further?: Readonly<Record<string, FurtherField>>
  /** Further fields that a request starts with, for a model that the user added with them. */
  readonly initialFurther?: NonNullable<GenerationRequest['further']>
  /** Its fields came with a library folder, and the user has not confirmed them. */
  readonly isUnconfirmed?: boolean
  /** Its fields are not known, so whatever the user sets is sent, and nothing is refused here. */
  readonly isOpen?: boolean
  readonly price?: Price
  /** Its maker closed it; ModelsLab may or may not still run it. */
  readonly mayBeGone?: { readonly since: string; readonly by: string; readonly source: string }
  /** Seconds from sending to the finished video, as a first guess before there are measurements. */
  readonly usualSeconds: number
  readonly source: string
}
