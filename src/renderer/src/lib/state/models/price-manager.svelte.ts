import { expectedPrice, type ExpectedPrice } from '@shared/money/learned-price'
import type { Microdollars } from '@shared/money/money'
import type { GenerationRequest } from '@shared/request'
import type { MeasuredPrice } from '@shared/money/spend'
import type { Client } from '$lib/api/client'
import type { ErrorReporter } from '../window/error-reporter'
import type { ModelsManager } from './models-manager.svelte'

/** Most models that count as used lately. */
const mostLately = 3

/** Delay that lets a batch that becomes ready cause one read. */
const settleMs = 300

/** Expected costs: learned from charges where there are any, else from the catalogue. */
export class PriceManager {
  readonly #client: Client
  readonly #errors: ErrorReporter
  readonly #models: ModelsManager
  #measured = $state.raw<readonly MeasuredPrice[]>([])
  #timer: ReturnType<typeof setTimeout> | undefined
  #stop: (() => void) | undefined

  constructor(client: Client, errors: ErrorReporter, models: ModelsManager) {
    this.#client = client
    this.#errors = errors
    this.#models = models
  }

  async start(): Promise<void> {
    this.#stop = this.#client.on('generation.changed', ({ chargedMicrodollars }) => {
      if (chargedMicrodollars !== null) this.#readSoon()
    })
    await this.#read()
  }

  destroy(): void {
    this.#stop?.()
    clearTimeout(this.#timer)
  }

  of(request: Omit<GenerationRequest, 'prompt'>): ExpectedPrice | null {
    return expectedPrice(request, this.#models.find(request.modelId), this.#measured)
  }

  /** Returns what a request most likely costs. */
  amount(request: Omit<GenerationRequest, 'prompt'>): Microdollars | null {
    return this.of(request)?.about ?? null
  }

  /** Ids of the models whose charges were measured last, the latest first. */
  get lately(): readonly string[] {
    const ids = this.#measured.map(({ modelId }) => modelId)
    return ids.filter((id, index) => ids.indexOf(id) === index).slice(0, mostLately)
  }

  #readSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      // Without learned prices the catalogue's are used.
      this.#read().catch((error: unknown) => this.#errors.log(error))
    }, settleMs)
  }

  async #read(): Promise<void> {
    const { prices } = await this.#client.call('prices.measured', {})
    this.#measured = prices
  }
}
