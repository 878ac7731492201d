import type { CustomModel } from '@shared/catalogue/custom-model'
import { mapRequest, type MappedRequest } from '@shared/catalogue/map-request'
import type { Model } from '@shared/catalogue/model'
import { withdrawal } from '@shared/catalogue/check-request'
import { findChoice, mergeModels, type ModelList } from '@shared/catalogue/model-list'
import { models as catalogue, simulatedModels } from '@shared/catalogue/models'
import type { CallOutput } from '@shared/contract'
import type { GenerationRequest } from '@shared/request'
import type { Client } from '$lib/api/client'

type Sources = CallOutput<'models.list'>

/** All models to pick from, and mapping of requests to them. */
export class ModelsManager {
  readonly #client: Client
  readonly #isDemo: () => boolean
  #sources = $state.raw<Sources>({ custom: [], listing: null, withdrawn: [], unconfirmed: [] })
  #isRefreshing = $state(false)

  constructor(client: Client, isDemo: () => boolean) {
    this.#client = client
    this.#isDemo = isDemo
  }

  async start(): Promise<void> {
    this.#sources = await this.#client.call('models.list', {})
  }

  get isRefreshing(): boolean {
    return this.#isRefreshing
  }

  /** When ModelsLab's list was last read. */
  get checkedAtMs(): number | null {
    return this.#sources.listing?.checkedAtMs ?? null
  }

  readonly list: ModelList = $derived.by(() => {
    const described = this.#isDemo() ? simulatedModels : catalogue
    return mergeModels({ catalogue: described, ...this.#sources })
  })

  /** Returns whether ModelsLab said that a model is gone, and the user has not tried it again. */
  isToldGone(id: string): boolean {
    return this.#sources.withdrawn.some((one) => one.id === id)
  }

  /** Models without any warning, the default first. */
  get usable(): readonly Model[] {
    return this.list
      .map(({ model }) => model)
      .filter((model) => withdrawal(model) === null && !model.mayBeGone && model.status.kind === 'documented')
  }

  /** Models that the user added. */
  get own(): readonly CustomModel[] {
    return this.#sources.custom
  }

  find(id: string): Model | undefined {
    return findChoice(this.list, id)?.model
  }

  /** Finds a model by id or name, ignoring case and spaces. */
  named(name: string): Model | undefined {
    const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_-]+/g, '')
    const wanted = plain(name)
    const models = this.list.map(({ model }) => model)
    return (
      this.find(name) ??
      models.find(({ id }) => plain(id) === wanted) ??
      models.find((model) => plain(model.name) === wanted)
    )
  }

  nameOf(id: string): string {
    return this.find(id)?.name ?? id
  }

  /** Maps a request to another model. */
  map(request: GenerationRequest, to: Model): MappedRequest {
    return mapRequest(request, this.find(request.modelId), to)
  }

  /** Reads ModelsLab's list again. */
  async refresh(): Promise<void> {
    if (this.#isRefreshing) return
    this.#isRefreshing = true
    try {
      this.#sources = await this.#client.call('models.refresh', {})
    } finally {
      this.#isRefreshing = false
    }
  }

  /** Adds a model, or changes the one that was added with its id. */
  async add(model: CustomModel): Promise<void> {
    await this.#client.call('models.add', model)
    await this.start()
  }

  /** Removes the mark that a model is gone, so that it can be used again. */
  async tryAgain(id: string): Promise<void> {
    await this.#client.call('models.reinstate', { id })
    await this.start()
  }

  /** Returns whether its fields came with a library folder and are not confirmed. */
  isUnconfirmed(id: string): boolean {
    return this.#sources.unconfirmed.includes(id)
  }

  /** Confirms the fields of a model that came with a library folder. */
  async confirm(id: string): Promise<void> {
    await this.#client.call('models.confirm', { id })
    await this.start()
  }

  async remove(id: string): Promise<void> {
    await this.#client.call('models.remove', { id })
    await this.start()
  }
}
