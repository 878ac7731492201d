import { SvelteMap } from 'svelte/reactivity'
import type { GenerationId, GenerationView } from '@shared/generation'
import type { PriceSpan } from '@shared/money/learned-price'
import type { GenerationRequest } from '@shared/request'
import type { Client } from '$lib/api/client'
import { indexById } from './by-id'
import { creditGroup, withoutGrouped, type CreditGroup } from './credit-group'
import type { View } from '@shared/library/views'
import { GenerationList } from './generation-list.svelte'

type PriceOf = (request: GenerationRequest) => PriceSpan | null

/** Changes within this time are merged together, so that a burst redraws the grid once. */
const coalesceMs = 16

/** Generations that the window knows: the list in the middle, and those of the queue. */
export class LibraryManager {
  readonly list: GenerationList
  readonly inProgress: GenerationList
  readonly needsYou: GenerationList
  readonly #client: Client
  readonly #priceOf: PriceOf
  /** Changed rows by id, so that the inspector stays current for a clip that left the list. */
  readonly #changed = new SvelteMap<GenerationId, GenerationView>()
  readonly #byId: ReadonlyMap<GenerationId, GenerationView> = $derived.by(() => indexById(this.list.rows))
  #pending: GenerationView[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #stop: (() => void)[] = []

  constructor(client: Client, priceOf: PriceOf = () => null) {
    this.#client = client
    this.#priceOf = priceOf
    this.list = new GenerationList(client)
    this.inProgress = new GenerationList(client, 'in_progress')
    this.needsYou = new GenerationList(client, 'needs_you')
  }

  /** Reads the list in the middle first, then those of the queue. */
  async start(view: View = 'all', text = ''): Promise<void> {
    this.#stop = [
      this.#client.on('generation.changed', (generation) => this.#collect(generation)),
      this.#client.on('library.changed', () => void this.#readAgain())
    ]
    await this.list.show(view, text)
    await Promise.all([this.inProgress.reload(), this.needsYou.reload()])
  }

  destroy(): void {
    for (const stop of this.#stop) stop()
    clearTimeout(this.#timer)
  }

  /** Generations that wait for credit, shown as one in every list. */
  readonly creditGroup: CreditGroup | null = $derived.by(() =>
    creditGroup(this.inProgress.rows, ({ request }) => this.#priceOf(request))
  )

  /** The list in the middle as it is shown. */
  readonly shown: readonly GenerationView[] = $derived.by(() =>
    withoutGrouped(this.list.rows, this.creditGroup)
  )

  readonly ids: readonly GenerationId[] = $derived.by(() => this.shown.map(({ id }) => id))

  /** Returns the group that a row represents; null where it represents only itself. */
  groupOf(id: GenerationId): CreditGroup | null {
    return this.creditGroup?.ids.includes(id) ? this.creditGroup : null
  }

  show(view: View, text: string): Promise<void> {
    return this.list.show(view, text)
  }

  find(id: GenerationId): GenerationView | undefined {
    const listed = this.#byId.get(id)
    const changed = this.#changed.get(id)
    if (!listed || !changed) return listed ?? changed
    return changed.revision > listed.revision ? changed : listed
  }

  /** Adds rows at once, such as those that Generate just made. */
  take(generations: readonly GenerationView[]): void {
    for (const generation of generations) {
      const known = this.#changed.get(generation.id)
      if (!known || known.revision <= generation.revision) this.#changed.set(generation.id, generation)
    }
    this.list.take(generations)
    this.inProgress.take(generations)
    this.needsYou.take(generations)
  }

  /** Reloads every list. A list that fails shows that itself. */
  async #readAgain(): Promise<void> {
    await Promise.allSettled([this.list.reload(), this.inProgress.reload(), this.needsYou.reload()])
  }

  #collect(generation: GenerationView): void {
    this.#pending.push(generation)
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const pending = this.#pending
      this.#pending = []
      this.take(pending)
    }, coalesceMs)
  }
}
