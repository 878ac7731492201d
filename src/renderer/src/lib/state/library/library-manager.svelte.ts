import { plainSet } from '$lib/utils/plain-collections'
import { untrack } from 'svelte'
import type { GenerationId, GenerationView } from '@shared/generation'
import type { PriceSpan } from '@shared/money/learned-price'
import type { View } from '@shared/library/views'
import type { GenerationRequest } from '@shared/request'
import type { Client } from '$lib/api/client'
import { clipLook, type ClipLook } from '@shared/library/listing'
import { keepSame } from '$lib/utils/keep-same'
import { toneOf } from '$lib/utils/tone'
import { arrange } from '../grid/arrange'
import type { ArrangedClips } from '../grid/arranged-clips'
import { dayOf } from '$lib/utils/dates'
import { creditGroup, type CreditGroup } from './queue/credit-group'
import { GenerationList } from './queue/generation-list.svelte'
import { RowCache } from './row-cache.svelte'
import { ShownList } from './shown-list.svelte'

interface LibraryManagerDeps {
  readonly client: Client
  readonly onError: (error: unknown) => void
  /** Resolves once the window has drawn its first clips. */
  readonly painted: Promise<void>
  readonly priceOf?: (request: GenerationRequest) => PriceSpan | null
  /** Whether clips are drawn as rows of a table. */
  readonly isTable?: () => boolean
}

/** Changes within this time are merged together, so that a burst redraws the grid once. */
const coalesceMs = 16

/** Looks that each view shows as thin rows. Where everything needs the user, there is room for whole cards. */
const linesOf: Readonly<Record<View, readonly ClipLook[]>> = {
  all: [clipLook.exception],
  in_progress: [clipLook.exception],
  needs_you: [],
  trash: [clipLook.exception, clipLook.card]
}

/** Most thin rows of one day. */
const mostLines = 3

/** Generations that the window knows: the list in the middle, and those of the queue. */
export class LibraryManager {
  readonly rows: RowCache
  readonly list: ShownList
  readonly inProgress: GenerationList
  readonly needsYou: GenerationList
  readonly #deps: LibraryManagerDeps
  /** Days of which all thin rows are shown. */
  #unfolded = $state.raw<ReadonlySet<number>>(plainSet())
  #pending: GenerationView[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #stop: (() => void)[] = []

  constructor(deps: LibraryManagerDeps) {
    const { client, onError, painted } = deps
    this.#deps = deps
    this.rows = new RowCache({ client, onError })
    this.list = new ShownList({ client, rows: this.rows, onError, painted })
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
    this.list.destroy()
  }

  /** Generations that wait for credit, shown as one in every list. */
  readonly creditGroup: CreditGroup | null = $derived.by(() =>
    creditGroup(this.inProgress.rows, ({ request }) => this.#deps.priceOf?.(request) ?? null)
  )

  // Arranging reads every clip, so it depends on values that stay the same while other things of their source change.
  readonly #isTable: boolean = $derived.by(() => this.#deps.isTable?.() ?? false)
  readonly #keepExceptions = keepSame<number>()
  readonly #exceptionKeys = $derived.by(() =>
    this.#keepExceptions(
      this.inProgress.rows.filter((row) => toneOf(row) === 'needs_you').map(({ createdAtUs }) => createdAtUs)
    )
  )
  readonly #keepGrouped = keepSame<number>()
  readonly #groupedKeys = $derived.by(() => this.#keepGrouped(this.creditGroup?.keys ?? []))

  /** The list in the middle as it is shown: of a group only the first. */
  readonly clips: ArrangedClips = $derived.by(() => {
    const { clips, view, text } = this.list
    const [, ...others] = this.#groupedKeys.filter((key) => clips.has(key))
    return arrange(clips.with(others.map((key) => ({ key, generation: null }))), {
      isTable: this.#isTable,
      lines: linesOf[view],
      mostLines: view === 'all' && text === '' ? mostLines : Infinity,
      unfolded: this.#unfolded,
      exceptionKeys: this.#exceptionKeys
    })
  })

  /** Shows all thin rows of a day, or only the first again. */
  fold(day: number, isFolded: boolean): void {
    const unfolded = plainSet(this.#unfolded)
    if (isFolded) unfolded.delete(day)
    else unfolded.add(day)
    this.#unfolded = unfolded
  }

  isUnfolded(day: number): boolean {
    return this.#unfolded.has(day)
  }

  /** Unfolds the day of a clip that is folded away. Returns whether the list has the clip. */
  reveal(id: GenerationId): boolean {
    const key = this.list.clips.keys[this.list.clips.positionOf(id)]
    if (key === undefined) return false
    if (this.clips.positionOf(id) === -1) this.fold(dayOf(key / 1000), false)
    return this.clips.positionOf(id) !== -1
  }

  /** Returns the group that a row represents; null where it represents only itself. */
  groupOf(id: GenerationId): CreditGroup | null {
    return this.creditGroup?.ids.includes(id) ? this.creditGroup : null
  }

  show(...asked: Parameters<ShownList['show']>): Promise<void> {
    return this.list.show(...asked)
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
