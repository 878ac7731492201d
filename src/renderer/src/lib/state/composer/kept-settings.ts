import type { Model } from '@shared/catalogue/model'
import type { GenerationRequest } from '@shared/request'

const names = ['negativePrompt', 'generateAudio', 'enhancePrompt'] as const

/** Settings that only some models take: kept while the form's model has none, so that going back brings them back. */
export type KeptSettings = Partial<Pick<GenerationRequest, (typeof names)[number]>>

/** Those that a request holds. */
export const keptOf = (request: KeptSettings): KeptSettings =>
  Object.fromEntries(names.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]])))

/** Those that a model is known to take. */
export const keptFor = (model: Model, kept: KeptSettings): KeptSettings =>
  Object.fromEntries(
    Object.entries(keptOf(kept)).filter(([name]) => model[name as keyof Model] !== undefined)
  )
