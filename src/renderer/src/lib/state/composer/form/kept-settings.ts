import type { Model } from '@shared/catalogue/model'
import { isChoice, isOffered, parameters } from '@shared/catalogue/parameters'
import type { GenerationRequest } from '@shared/request'

/** Settings that only some models take: kept while the form's model has none, and restored with the next that has. */
export type KeptSettings = Partial<GenerationRequest>

/** A choice is mapped to the nearest of the next model; switches and texts have none. */
const kept = parameters.filter((parameter) => !isChoice(parameter))

/** Returns the settings of a request to keep. */
export const keptOf = (request: KeptSettings): KeptSettings =>
  Object.fromEntries(kept.flatMap(({ name }) => (request[name] === undefined ? [] : [[name, request[name]]])))

/** Returns the kept settings that a model is known to take. */
export const keptFor = (model: Model, settings: KeptSettings): KeptSettings =>
  Object.fromEntries(
    Object.entries(keptOf(settings)).filter(([name]) =>
      kept.some((parameter) => parameter.name === name && isOffered(parameter, model))
    )
  )
