import { customModel, undescribedModel, type CustomModel } from './custom-model'
import type { Model } from './model'
import type { ModelListing } from './model-listing'
import type { WithdrawnModel } from './withdrawn-model'

/** A model to pick, with its state in ModelsLab's list. */
export interface ModelChoice {
  readonly model: Model
  /** Source of its description: the catalogue, the user, or only ModelsLab's list. */
  readonly origin: 'catalogue' | 'custom' | 'listing'
  /**
   * Whether ModelsLab's newest list has it. Lists can be incomplete, so a `vanished` model is marked and still
   * works. A custom model that no list ever had is `not_known`.
   */
  readonly presence: 'listed' | 'vanished' | 'not_known'
}

export type ModelList = readonly ModelChoice[]

/**
 * Returns all models to pick from: the catalogue in its order, then the user's own, then text-to-video models that
 * are only listed, by id. The first description of an id counts. Without a list nothing is missing.
 */
export function mergeModels(sources: {
  readonly catalogue: readonly Model[]
  readonly custom: readonly CustomModel[]
  readonly listing: ModelListing | null
  /** Models that ModelsLab said are gone. */
  readonly withdrawn?: readonly WithdrawnModel[]
  /** Ids of the user's own models whose fields are not confirmed. */
  readonly unconfirmed?: readonly string[]
}): ModelList {
  const listed = new Map((sources.listing?.models ?? []).map(({ id, isListed }) => [id, isListed]))
  const gone = new Map((sources.withdrawn ?? []).map((one) => [one.id, one]))
  const choices = new Map<string, ModelChoice>()
  const add = (model: Model, origin: ModelChoice['origin']): void => {
    if (choices.has(model.id)) return
    const isListed = listed.get(model.id) ?? (origin === 'catalogue' && sources.listing ? false : undefined)
    const presence = isListed === undefined ? 'not_known' : isListed ? 'listed' : 'vanished'
    choices.set(model.id, { model: asTold(model, gone.get(model.id)), origin, presence })
  }
  for (const model of sources.catalogue) add(model, 'catalogue')
  for (const { id, ...details } of sources.custom) {
    add(customModel(id, details, sources.unconfirmed?.includes(id)), 'custom')
  }
  const unknown = (sources.listing?.models ?? [])
    .filter(({ isTextToVideo }) => isTextToVideo)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id, name } of unknown) add(undescribedModel(id, name), 'listing')
  return [...choices.values()]
}

function asTold(model: Model, told: WithdrawnModel | undefined): Model {
  if (!told || model.status.kind === 'withdrawn') return model
  const why = told.words === null ? 'ModelsLab said so.' : `ModelsLab said: “${told.words}”`
  return {
    ...model,
    status: { kind: 'withdrawn', since: told.on, why, source: 'its answer', isToldByAnswer: true }
  }
}

/** Finds a model by its id. */
export const findChoice = (list: ModelList, id: string): ModelChoice | undefined =>
  list.find(({ model }) => model.id === id)
