import { untrack } from 'svelte'
import type { GenerationId, GenerationView } from '@shared/generation'
import type { PriceSpan } from '@shared/money/learned-price'
import type { View } from '@shared/library/views'
import type { GenerationRequest } from '@shared/request'
import type { Client } from '$lib/api/client'
import type { ClipList } from '../grid/clip-list'
import { creditGroup, type CreditGroup } from './credit-group'
import { GenerationList } from './generation-list.svelte'
import { RowCache } from './row-cache.svelte'
import { ShownList } from './shown-list.svelte'

interface LibraryManagerDeps {
  readonly client: Client
  readonly onError: (error: unknown) => void
  readonly priceOf?: (request: GenerationRequest) => PriceSpan | null
}

/** Changes within this time are merged together, so that a burst redraws the grid once. */
const coalesceMs = 16

/** Generations that the window knows: the list in the middle, and those of the queue. */
export class LibraryManager {
  readonly rows: RowCache
  readonly list: ShownList
  readonly inProgress: GenerationList
  readonly needsYou: GenerationList
  readonly #deps: LibraryManagerDeps
  #pending: GenerationView[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #stop: (() => void)[] = []

  constructor(deps: LibraryManagerDeps) {
    const { client, onError } = deps
    this.#deps = deps
    this.rows = new RowCache({ client, onError })
    this.list = new ShownList(client, this.rows)
    this.inProgress = new GenerationList(client, 'in_progress')
    this.needsYou = new GenerationList(client, 'needs_you')
  }

  /** Reads the list in the middle first, then those of the queue. */
  async start(view: View = 'all', text = ''): Promise<void> {
    const { client } = this.#deps
    this.#stop = [
      client.on('generation.changed', (generation) => this.#collect(generation)),
      client.on('library.changed', () => void this.#readAgain())
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
    creditGroup(this.inProgress.rows, ({ request }) => this.#deps.priceOf?.(request) ?? null)
  )

  /** The list in the middle as it is shown: of a group only the first. */
  readonly clips: ClipList = $derived.by(() => {
    const { clips } = this.list
    const [, ...others] = this.creditGroup?.keys.filter((key) => clips.has(key)) ?? []
    return clips.with(others.map((key) => ({ key, generation: null })))
  })

  /** Returns the group that a row represents; null where it represents only itself. */
  groupOf(id: GenerationId): CreditGroup | null {
    return this.creditGroup?.ids.includes(id) ? this.creditGroup : null
  }

  show(view: View, text: string): Promise<void> {
    return this.list.show(view, text)
  }

  /** Returns a row that the window has, from the list or the queue. */
  find(id: GenerationId): GenerationView | undefined {
    const isIt = (row: GenerationView): boolean => row.id === id
    return this.rows.get(id) ?? this.inProgress.rows.find(isIt) ?? this.needsYou.rows.find(isIt)
  }

  /** Adds rows at once, such as those that Generate just made. */
  take(generations: readonly GenerationView[]): void {
    const newest = generations.filter(
      ({ id, revision }) => (untrack(() => this.rows.get(id))?.revision ?? 0) <= revision
    )
    this.rows.put(newest)
    this.list.take(newest)
    this.inProgress.take(newest)
    this.needsYou.take(newest)
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
