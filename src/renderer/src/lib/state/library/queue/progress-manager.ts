import { SvelteMap } from 'svelte/reactivity'
import type { DownloadProgress, GenerationId, GenerationView } from '@shared/generation'
import type { Client } from '$lib/api/client'

/** Progress of each running download. */
export class ProgressManager {
  readonly #byGeneration = new SvelteMap<GenerationId, DownloadProgress>()
  readonly #stop: (() => void)[]

  constructor(client: Client) {
    this.#stop = [
      client.on('download.progress', (progress) => this.#byGeneration.set(progress.generationId, progress)),
      client.on('generation.changed', (generation) => this.#settle(generation))
    ]
  }

  of(id: GenerationId): DownloadProgress | undefined {
    return this.#byGeneration.get(id)
  }

  destroy(): void {
    for (const stop of this.#stop) stop()
  }

  #settle(generation: GenerationView): void {
    const hasStopped = generation.videos.some(({ problem }) => problem !== null)
    if (generation.state !== 'downloading' || hasStopped) this.#byGeneration.delete(generation.id)
  }
}
