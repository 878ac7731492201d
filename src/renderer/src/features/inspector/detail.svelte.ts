import type { GenerationDetail, GenerationId } from '@shared/generation'
import type { Client } from '$lib/api/client'
import type { ErrorReporter } from '$lib/state/window/error-reporter'

/** What only the inspector needs to know of one generation: its history and what became of its prompt. */
export class DetailView {
  readonly #client: Client
  readonly #errors: ErrorReporter
  #detail = $state.raw<GenerationDetail | null>(null)

  constructor(client: Client, errors: ErrorReporter) {
    this.#client = client
    this.#errors = errors
  }

  /** The detail of this generation; null while it is read for the first time. */
  of(id: GenerationId): GenerationDetail | null {
    return this.#detail?.generation.id === id ? this.#detail : null
  }

  /** Reads it; after the returned function was called, the answer is not used any more. */
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
