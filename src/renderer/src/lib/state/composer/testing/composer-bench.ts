import type { GenerationRequest } from '@shared/request'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { ModelsManager } from '../../models/models-manager.svelte'
import { PriceManager } from '../../models/price-manager.svelte'
import { ErrorReporter } from '../../window/error-reporter'
import { ToastManager } from '../../window/toast-manager.svelte'
import { ComposerManager } from '../composer-manager.svelte'

interface PlannedTake {
  readonly prompt: string
  readonly modelId: string
  readonly take: number
}

/** A composer on a fake bridge, with its dependencies. */
export class ComposerBench {
  readonly fake = new FakeBridge()
  hasKey = true
  isLibraryNewer = false
  isDemo = false
  models!: ModelsManager
  composer!: ComposerManager
  #prices!: PriceManager

  constructor() {
    this.restart()
  }

  /** Creates everything again, as the next start of the window does. */
  restart(): ComposerManager {
    const client = createClient(this.fake.bridge)
    const errors = new ErrorReporter(client, new ToastManager())
    this.models = new ModelsManager(client, () => this.isDemo)
    this.#prices = new PriceManager(client, errors, this.models)
    this.composer = new ComposerManager({
      client,
      errors,
      models: this.models,
      prices: this.#prices,
      hasKey: () => this.hasKey,
      isLibraryNewer: () => this.isLibraryNewer
    })
    return this.composer
  }

  get form(): ComposerManager['form'] {
    return this.composer.form
  }

  get list(): ComposerManager['list'] {
    return this.composer.list
  }

  get plan(): ComposerManager['plan'] {
    return this.composer.plan
  }

  get filling(): ComposerManager['filling'] {
    return this.composer.filling
  }

  get draft(): ComposerManager['draft'] {
    return this.composer.draft
  }

  costs(request: GenerationRequest): number {
    return this.#prices.of(request)?.about ?? Infinity
  }

  planned(): readonly PlannedTake[] {
    const { batch } = this.composer.plan
    return batch.ok
      ? batch.value.requests.map(({ request: { prompt, modelId }, place }) => ({
          prompt,
          modelId,
          take: place.take
        }))
      : []
  }
}
