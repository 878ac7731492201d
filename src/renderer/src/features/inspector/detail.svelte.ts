import type { GenerationDetail, GenerationId } from '@shared/generation'
import type { Client } from '$lib/api/client'
import type { ErrorReporter } from '$lib/state/window/error-reporter'

/** Details of one generation for the inspector: its history and the enhanced prompt. */
export class DetailView {
  readonly #client: Client
  readonly #errors: ErrorReporter
  #detail = $state.raw<GenerationDetail | null>(null)

  constructor(client: Client, errors: ErrorReporter) {
    this.#client = client
    this.#errors = errors
  }

  /** Details of this generation; null while they are loaded for the first time. */
  of(id: GenerationId): GenerationDetail | null {
    return this.#detail?.generation.id === id ? this.#detail : null
  }

  /** Loads the details; the returned function drops a pending answer. */
  read(id: GenerationId): () => void {
    let isCurrent = true
    this.#client.call('generations.get', { id }).then(
      (detail) => {
        if (isCurrent) this.#detail = detail
      },
      (error: unknown) => this.#errors.log(error)
    )
    return () => (isCurrent = false)
  }
}
