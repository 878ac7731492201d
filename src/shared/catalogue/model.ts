import type { Microdollars } from '../money/money'
import type { GenerationRequest } from '../request'

/** Where a row of the catalogue comes from, and so how far it can be trusted. */
export type ModelStatus =
  | { readonly kind: 'documented' }
  | { readonly kind: 'from_client_code' }
  | {
      readonly kind: 'withdrawn'
      readonly since: string
      readonly why: string
      readonly source: string
      /** Only an answer of ModelsLab says so: the user may try it again. */
      readonly isToldByAnswer?: true
    }
  /** Added by the user, by its id. */
  | { readonly kind: 'custom' }
  /** In ModelsLab's list of models, with nothing known about what it takes. */
  | { readonly kind: 'not_described' }

/** A list of values a model takes, spelled as the model spells them. */
export interface Choices<Value> {
  readonly choices: readonly Value[]
  /** Where the form starts: the documented default, or our pick where none is stated. */
  readonly initial: Value
}

/** What a video costs, as far as anybody wrote it down. Never exact. */
export interface Price {
  /** Where the source gives a range, its upper end, so that a total is never too low. */
  readonly microdollars: Microdollars
  /** The lower end of that range. */
  readonly lowestMicrodollars?: Microdollars
  /** By resolution, where it matters; `microdollars` is then that of the initial one. */
  readonly byResolution?: Readonly<Record<string, Microdollars>>
  readonly per: 'second' | 'video'
  readonly source: string
  readonly asOf: string
  /** What is doubtful about it. */
  readonly note?: string
}

/** A field that only some models take. It is sent when the user sets it, and otherwise left out. */
export type FurtherField =
  | { readonly kind: 'boolean'; readonly label: string }
  | { readonly kind: 'number'; readonly label: string; readonly choices: readonly number[] }
  /** An http or https address that ModelsLab fetches. */
  | { readonly kind: 'url'; readonly label: string; readonly hint: string }

/** What one model accepts. A field that is absent is not sent: limits are never invented. */
export interface Model {
  readonly id: string
  readonly name: string
  readonly provider: string
  readonly status: ModelStatus
  /** In whole seconds. */
  readonly durations?: Choices<number>
  readonly aspectRatios?: Choices<string>
  readonly resolutions?: Choices<string>
  /** The initial value of `generate_audio`, where the model takes it: the documented default, else on. */
  readonly generateAudio?: boolean
  /** The initial value of `enhance_prompt`, where the model takes it: the documented default, else on. */
  readonly enhancePrompt?: boolean
  /** Whether a negative prompt is known to be taken. */
  readonly negativePrompt?: boolean
  /** Whether the documented request says `"negative_prompt": null` when there is none. */
  readonly nullNegativePrompt?: boolean
  /** By the name the API gives the field. */
  readonly further?: Readonly<Record<string, FurtherField>>
  /** The further fields that a request to it starts with: of a model that the user added with them. */
  readonly initialFurther?: NonNullable<GenerationRequest['further']>
  /** Its fields came with a library folder, and the user has not said yet that they may be sent. */
  readonly isUnconfirmed?: boolean
  /** Nothing is known about its fields, so that what the user sets is sent, and nothing is refused here. */
  readonly isOpen?: boolean
  readonly price?: Price
  /** Its maker closed it, and ModelsLab may still run it or not. */
  readonly mayBeGone?: { readonly since: string; readonly by: string; readonly source: string }
  /** Seconds from sending to the finished video, as a first guess before there are measurements. */
  readonly usualSeconds: number
  readonly source: string
}
