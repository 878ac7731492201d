import { plainMap, plainSet } from '$lib/utils/plain-collections'
import type { GenerationId, GenerationView } from '@shared/generation'
import type { Client } from '$lib/api/client'

/** Most batches that are kept: more than a screen shows. */
const mostBatches = 100

/** Everything that the presses of clips on screen made, also what no list shows. */
export class BatchManager {
  readonly #client: Client
  readonly #onError: (error: unknown) => void
  readonly #batchIds = plainMap<GenerationId, string>()
  readonly #batches = plainMap<string, readonly GenerationView[]>()
  readonly #reading = plainSet<GenerationId>()
  /** Counts changes of the batches. */
  #version = $state(0)
  readonly #stop: readonly (() => void)[]

  constructor(client: Client, onError: (error: unknown) => void) {
    this.#client = client
    this.#onError = onError
    this.#stop = [
      client.on('generation.changed', (generation) => this.#take(generation)),
      client.on('library.changed', () => this.#forget())
    ]
  }

  destroy(): void {
    for (const stop of this.#stop) stop()
  }

  /** Returns the batch of a clip; undefined until it is read. */
  of(id: GenerationId): readonly GenerationView[] | undefined {
    return this.#version >= 0 ? this.#batches.get(this.#batchIds.get(id) ?? '') : undefined
  }

  /** Reads the batch of a clip, where it is not there yet. */
  async want(id: GenerationId): Promise<void> {
    if (this.#reading.has(id) || this.#batches.has(this.#batchIds.get(id) ?? '')) return
    this.#reading.add(id)
    try {
      const { items } = await this.#client.call('generations.batch', { id })
      this.#put(items)
    } catch (error) {
      this.#onError(error)
    } finally {
      this.#reading.delete(id)
    }
  }

  #put(items: readonly GenerationView[]): void {
    const [first] = items
    if (!first) return
    if (this.#batches.size >= mostBatches) this.#forget()
    this.#batches.set(first.batchId, items)
    for (const { id } of items) this.#batchIds.set(id, first.batchId)
    this.#version += 1
  }

  /** An older revision never replaces a newer one. */
  #take(generation: GenerationView): void {
    const batch = this.#batches.get(generation.batchId)
    if (!batch) return
    const isNewer = (known: GenerationView): boolean =>
      known.id === generation.id && known.revision <= generation.revision
    this.#batches.set(
      generation.batchId,
      batch.map((known) => (isNewer(known) ? generation : known))
    )
    this.#version += 1
  }

  #forget(): void {
    this.#batches.clear()
    this.#batchIds.clear()
    this.#version += 1
  }
}
