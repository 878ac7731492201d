import type { GenerationView } from '@shared/generation'
import type { Client } from '$lib/api/client'

/** The clip that finished last, for the queue strip. */
export class FinishedManager {
  #last = $state.raw<GenerationView | null>(null)
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on screen reads it
  readonly #running = new Set<string>()
  readonly #stop: () => void

  constructor(client: Client) {
    this.#stop = client.on('generation.changed', (generation) => this.#take(generation))
  }

  get last(): GenerationView | null {
    return this.#last
  }

  destroy(): void {
    this.#stop()
  }

  #take(generation: GenerationView): void {
    if (generation.state === 'downloading') this.#running.add(generation.id)
    else if (generation.state === 'ready' && this.#running.delete(generation.id)) this.#last = generation
    else if (generation.id === this.#last?.id && generation.deletedAtMs !== null) this.#last = null
  }
}
