import { expectedPrice, type ExpectedPrice } from '@shared/money/learned-price'
import type { Microdollars } from '@shared/money/money'
import type { GenerationRequest } from '@shared/request'
import type { MeasuredPrice } from '@shared/money/spend'
import type { Client } from '$lib/api/client'
import type { ErrorReporter } from '../window/error-reporter'
import type { ModelsManager } from './models-manager.svelte'

/** A batch that becomes ready is read about once. */
const settleMs = 300

/** What requests are expected to cost: learned from charges where there are some, else by the catalogue. */
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

  /** What it costs most likely. */
  amount(request: Omit<GenerationRequest, 'prompt'>): Microdollars | null {
    return this.of(request)?.about ?? null
  }

  #readSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      // Without it the catalogue's prices stay.
      this.#read().catch((error: unknown) => this.#errors.log(error))
    }, settleMs)
  }

  async #read(): Promise<void> {
    const { prices } = await this.#client.call('prices.measured', {})
    this.#measured = prices
  }
}
