import { KeptModel, type CustomModel } from '@shared/catalogue/custom-model'
import type { Model } from '@shared/catalogue/model'
import { findChoice, mergeModels, type ModelList } from '@shared/catalogue/model-list'
import { WithdrawnModel, withdrawnLimit } from '@shared/catalogue/withdrawn-model'
import { ModelListing, mergeListing, type ListedModels } from '@shared/catalogue/model-listing'
import { ProblemError, type Problem } from '@shared/problem'
import { ModelId } from '@shared/request'
import type { Clock } from '../base/clock'

/** Keeps the user's own models and ModelsLab's last list between runs. */
export interface ModelMemory {
  read(name: ModelMemoryName): string | null
  write(name: ModelMemoryName, value: string): void
}
export type ModelMemoryName = 'custom_models' | 'model_listing' | 'withdrawn_models' | 'unconfirmed_models'

export type ListOutcome =
  (ListedModels & { readonly kind: 'listed' }) | { readonly kind: 'failed'; readonly problem: Problem }

const customLimit = 200

/** All models to choose from: the catalogue, the user's own, and those that ModelsLab only lists. */
export class Models {
  #custom: readonly CustomModel[]
  #listing: ModelListing | null
  #withdrawn: readonly WithdrawnModel[]
  /** Ids of models whose fields came with a library folder. Stored in the database only: a folder cannot confirm them. */
  #unconfirmed: readonly string[]
  #list: ModelList

  constructor(
    private readonly deps: {
      readonly catalogue: readonly Model[]
      readonly memory: ModelMemory
      readonly fetchList: () => Promise<ListOutcome>
      readonly clock: Clock
      /** The models to choose from changed without the user. */
      readonly onChange: () => void
    }
  ) {
    this.#custom = KeptModel.array()
      .catch([])
      .parse(parse(deps.memory.read('custom_models')))
    this.#listing = ModelListing.nullable()
      .catch(null)
      .parse(parse(deps.memory.read('model_listing')))
    this.#withdrawn = WithdrawnModel.array()
      .catch([])
      .parse(parse(deps.memory.read('withdrawn_models')))
    this.#unconfirmed = ModelId.array()
      .catch([])
      .parse(parse(deps.memory.read('unconfirmed_models')))
    this.#list = this.#merge()
  }

  find(id: string): Model | undefined {
    return findChoice(this.#list, id)?.model
  }

  /** Returns what the window needs to build the same list. */
  sources(): {
    readonly custom: CustomModel[]
    readonly listing: ModelListing | null
    readonly withdrawn: WithdrawnModel[]
    readonly unconfirmed: string[]
  } {
    return {
      custom: [...this.#custom],
      listing: this.#listing,
      withdrawn: [...this.#withdrawn],
      unconfirmed: [...this.#unconfirmed]
    }
  }

  /** Marks a model as withdrawn by ModelsLab; the first time counts. */
  withdraw(id: string, words: string | null): void {
    if (this.#withdrawn.some((one) => one.id === id)) return
    const on = new Date(this.deps.clock.now()).toISOString().slice(0, 10)
    this.#keepWithdrawn([...this.#withdrawn, { id, on, words: words?.slice(0, 600) ?? null }])
  }

  /** Removes that mark: the user wants to try the model again. */
  reinstate(id: string): void {
    if (this.#withdrawn.some((one) => one.id === id))
      this.#keepWithdrawn(this.#withdrawn.filter((one) => one.id !== id))
  }

  /** Adds a model by its id, or changes one that was added. */
  add(model: CustomModel): void {
    const others = this.#custom.filter(({ id }) => id !== model.id)
    if (others.length >= customLimit) {
      throw new ProblemError({
        code: 'invalid_input',
        message: `There are ${customLimit} models of your own already. Remove one first.`,
        retryable: false
      })
    }
    this.#keepUnconfirmed(this.#unconfirmed.filter((id) => id !== model.id))
    this.#keepCustom([...others, model])
  }

  remove(id: string): void {
    this.confirm(id)
    this.#keepCustom(this.#custom.filter((model) => model.id !== id))
  }

  /** The user has seen the fields of a model that came with a library folder: they may be sent. */
  confirm(id: string): void {
    this.#keepUnconfirmed(this.#unconfirmed.filter((other) => other !== id))
    this.#list = this.#merge()
  }

  /** Imports the models of a library folder up to the limit. The user has to confirm fields that are new. */
  importModels(models: readonly CustomModel[], withdrawn: readonly WithdrawnModel[] = []): void {
    const known = this.#withdrawn.filter(({ id }) => !withdrawn.some((one) => one.id === id))
    if (withdrawn.length > 0) this.#keepWithdrawn([...known, ...withdrawn])
    const isNew = ({ id, further }: CustomModel): boolean =>
      further !== undefined &&
      JSON.stringify(further) !== JSON.stringify(this.#custom.find((own) => own.id === id)?.further)
    const ids = models.filter(isNew).map(({ id }) => id)
    // Before the models: after a crash in between none is sent unconfirmed.
    this.#keepUnconfirmed([...new Set([...this.#unconfirmed, ...ids])])
    const others = this.#custom.filter(({ id }) => !models.some((model) => model.id === id))
    this.#keepCustom([...models, ...others].slice(0, customLimit))
  }

  /** Requests ModelsLab's list. Deletes nothing, and loses nothing when it fails. */
  async refresh(): Promise<void> {
    const outcome = await this.deps.fetchList()
    if (outcome.kind === 'failed') throw new ProblemError(outcome.problem)
    this.#listing = mergeListing(this.#listing, outcome, this.deps.clock.now())
    if (this.#listing) this.deps.memory.write('model_listing', JSON.stringify(this.#listing))
    this.#list = this.#merge()
  }

  #keepUnconfirmed(ids: readonly string[]): void {
    if (ids.length === this.#unconfirmed.length) return
    this.deps.memory.write('unconfirmed_models', JSON.stringify(ids))
    this.#unconfirmed = ids
  }

  #keepCustom(custom: readonly CustomModel[]): void {
    this.deps.memory.write('custom_models', JSON.stringify(custom))
    this.#custom = custom
    this.#list = this.#merge()
  }

  #keepWithdrawn(withdrawn: readonly WithdrawnModel[]): void {
    const kept = withdrawn.slice(-withdrawnLimit)
    this.deps.memory.write('withdrawn_models', JSON.stringify(kept))
    this.#withdrawn = kept
    this.#list = this.#merge()
    this.deps.onChange()
  }

  #merge(): ModelList {
    const { catalogue } = this.deps
    return mergeModels({
      catalogue,
      custom: this.#custom,
      listing: this.#listing,
      withdrawn: this.#withdrawn,
      unconfirmed: this.#unconfirmed
    })
  }
}

function parse(json: string | null): unknown {
  try {
    return json === null ? undefined : JSON.parse(json)
  } catch {
    return undefined
  }
}
