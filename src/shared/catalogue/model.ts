import type { Microdollars } from '../money'

/** Where a row of the catalogue comes from, and so how far it can be trusted. */
export type ModelStatus =
  | { readonly kind: 'documented' }
  | { readonly kind: 'from_client_code' }
  | { readonly kind: 'withdrawn'; readonly since: string; readonly why: string }

/** What one model accepts. A field that is absent is not sent: limits are never invented. */
export interface Model {
  readonly id: string
  readonly name: string
  readonly provider: string
  readonly status: ModelStatus
  readonly durations?: { readonly choices: readonly number[]; readonly initial: number }
  readonly aspectRatios?: { readonly choices: readonly string[]; readonly initial: string }
  readonly resolutions?: { readonly choices: readonly string[]; readonly initial: string }
  /** The initial value of `generate_audio`, where the model takes it. */
  readonly generateAudio?: boolean
  /** The initial value of `enhance_prompt`, where the model takes it. */
  readonly enhancePrompt?: boolean
  readonly negativePrompt?: boolean
  readonly price?: {
    readonly microdollars: Microdollars
    readonly per: 'second' | 'video'
    readonly source: string
    readonly asOf: string
  }
  /** Seconds from sending to the finished video, as a first guess before there are measurements. */
  readonly usualSeconds: number
  readonly source: string
}
