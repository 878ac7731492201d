import { pageLimit, type GenerationQuery } from '@shared/contract'
import type { GenerationView } from '@shared/generation'
import { isShown, type View } from '@shared/library/views'
import type { Client } from '$lib/api/client'
import { indexById, newestById } from './by-id'

/** The generations of one view, newest first: read in pages, kept current by events. */
export class GenerationList {
  readonly #client: Client
  #rows = $state.raw<readonly GenerationView[]>([])
  #status = $state<'loading' | 'loaded' | 'failed'>('loading')
  #view = $state<View>('all')
  #text = $state('')
  /** Cursor of the next page; null when every page is loaded. */
  #next = $state<number | null>(null)
  /** Number of the current request: answers to earlier ones are dropped. */
  #request = 0
  #isReloading = false
  /** The next page while it is loading. */
  #reading: Promise<void> | null = null
  /** Changes that arrived while a page was loading, and may be newer than it. */
  #meanwhile: GenerationView[] = []

  constructor(client: Client, view: View = 'all') {
    this.#client = client
    this.#view = view
  }

  get rows(): readonly GenerationView[] {
    return this.#rows
  }

  get status(): 'loading' | 'loaded' | 'failed' {
    return this.#status
  }

  get view(): View {
    return this.#view
  }

  get text(): string {
    return this.#text
  }

  get isComplete(): boolean {
    return this.#next === null
  }

  /** Shows another view or search. The rows on screen stay until the new ones are loaded. */
  async show(view: View, text: string): Promise<void> {
    this.#view = view
    this.#text = text.trim()
    await this.reload()
  }

  async reload(): Promise<void> {
    const request = ++this.#request
    this.#meanwhile = []
    this.#isReloading = true
    if (this.#rows.length === 0) this.#status = 'loading'
    try {
      const page = await this.#fetch(null)
      if (request !== this.#request) return
      this.#rows = page.items
      this.#next = page.next
      this.#status = 'loaded'
      this.#isReloading = false
      this.#mergeMeanwhile()
    } catch (error) {
      if (request !== this.#request) return
      this.#status = 'failed'
      this.#isReloading = false
      throw error
    }
  }

  /** Reads the next page, if there is one. */
  async loadMore(): Promise<void> {
    if (this.#next === null || this.#isReloading) return
    this.#reading ??= this.#readMore(this.#next)
    await this.#reading
  }

  /** Reads every page of the current view. */
  async loadAll(): Promise<void> {
    const request = this.#request
    while (request === this.#request && this.#next !== null && !this.#isReloading) await this.loadMore()
  }

  async #readMore(before: number): Promise<void> {
    const request = this.#request
    try {
      const page = await this.#fetch(before)
      if (request !== this.#request) return
      const known = indexById(this.#rows)
      this.#rows = [...this.#rows, ...page.items.filter(({ id }) => !known.has(id))]
      this.#next = page.next
    } finally {
      this.#reading = null
    }
    this.#mergeMeanwhile()
  }

  /** Merges changed generations: the newest revision wins, and rows that no longer match are removed. */
  take(changed: readonly GenerationView[]): void {
    if (this.#isReloading || this.#reading) this.#meanwhile.push(...changed)
    if (this.#isReloading) return
    const pending = newestById(changed)
    let isDifferent = false
    const rows = this.#rows.flatMap((row) => {
      const newer = pending.get(row.id)
      pending.delete(row.id)
      if (!newer || newer.revision < row.revision) return [row]
      isDifferent = true
      return this.#belongs(newer) ? [newer] : []
    })
    for (const generation of pending.values()) {
      if (!this.#belongs(generation) || !this.#isWithinLoaded(generation)) continue
      const position = rows.findIndex(({ createdAtUs }) => createdAtUs < generation.createdAtUs)
      rows.splice(position === -1 ? rows.length : position, 0, generation)
      isDifferent = true
    }
    if (isDifferent) this.#rows = rows
  }

  #mergeMeanwhile(): void {
    const meanwhile = this.#meanwhile
    this.#meanwhile = []
    this.take(meanwhile)
  }

  #belongs(generation: GenerationView): boolean {
    return isShown(generation, { view: this.#view, text: this.#text })
  }

  /** Returns whether it belongs between loaded rows. Older ones come with their own page. */
  #isWithinLoaded(generation: GenerationView): boolean {
    const oldest = this.#rows[this.#rows.length - 1]
    return this.#next === null || !oldest || generation.createdAtUs > oldest.createdAtUs
  }

  #fetch(before: number | null): Promise<{ items: GenerationView[]; next: number | null }> {
    const query: GenerationQuery = { view: this.#view, text: this.#text, before, limit: pageLimit }
    return this.#client.call('generations.page', query)
  }
}
