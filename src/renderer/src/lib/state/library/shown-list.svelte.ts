import { firstClips, listLimit } from '@shared/library/queries'
import type { GenerationView } from '@shared/generation'
import { joinListings, type Listing } from '@shared/library/listing'
import { isShown, views, type View } from '@shared/library/views'
import { parseSearch } from '@shared/search/parse-search'
import { isInRow } from '@shared/search/search'
import type { Sort } from '@shared/library/sorts'
import type { Client } from '$lib/api/client'
import { newestById } from './by-id'
import { ClipList } from '../grid/clip-list'
import type { RowCache } from './row-cache.svelte'

/** Changes within this time are answered by one reading of the list. */
const reloadMs = 300
/** How long a typed search must be settled before all its clips are read, which would hold up the answer to the next letter. */
const settleMs = 200

interface Question {
  readonly view: View
  readonly text: string
  readonly sort: Sort
}

interface ShownListDeps {
  readonly client: Client
  readonly rows: RowCache
  readonly onError: (error: unknown) => void
  /** Resolves once the window has drawn its first clips: reading all others competes with that for the processor. */
  readonly painted: Promise<void>
}

/** The list in the middle: the clips of a view and a search, all of them, with the rows of those on screen. */
export class ShownList {
  readonly #client: Client
  readonly #rows: RowCache
  #clips = $state.raw(ClipList.empty)
  #isWhole = $state(false)
  #question = $state.raw<Question>({ view: 'all', text: '', sort: 'newest' })
  #status = $state<'loading' | 'loaded' | 'failed'>('loading')
  #view = $state<View>('all')
  #text = $state('')
  #sort = $state<Sort>('newest')
  /** Number of the current request: answers to earlier ones are dropped. */
  #request = 0
  /** Changes that arrived while the list was read, and may be newer than it; null while it is not read. */
  #meanwhile: GenerationView[] | null = null

  readonly #onError: (error: unknown) => void
  readonly #painted: Promise<void>
  #reloading: ReturnType<typeof setTimeout> | undefined
  /** The current reading; resolves with whether the list has all its clips then. */
  #loading: Promise<boolean> = Promise.resolve(false)
  #endSettling: () => void = () => undefined

  constructor({ client, rows, onError, painted }: ShownListDeps) {
    this.#client = client
    this.#rows = rows
    this.#onError = onError
    this.#painted = painted
  }

  destroy(): void {
    clearTimeout(this.#reloading)
    this.#endSettling()
  }

  get clips(): ClipList {
    return this.#clips
  }

  /** Whether `clips` are all: until then they are the newest ones. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** What `clips` was read for: the same object until another list is there. */
  get question(): Question {
    return this.#question
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

  get sort(): Sort {
    return this.#sort
  }

  /** Puts the same clips in another order. What could not be read is read again. */
  async setSort(sort: Sort): Promise<void> {
    if (sort === this.#sort && this.#status !== 'failed') return
    this.#sort = sort
    if (this.#status !== 'loading') await this.reload()
  }

  /**
   * Shows another view or search: its newest clips at once, and then all, with a typed search once it settles. Those on
   * screen stay until then.
   */
  async show(view: View, text: string, { isTyped = false } = {}): Promise<void> {
    this.#view = view
    this.#text = text.trim()
    await this.#load(async (isCurrent) => {
      if (this.#sort !== 'newest') return this.#readAll(isCurrent)
      const first = await this.#read({ before: null, limit: firstClips })
      if (!isCurrent()) return
      this.#rows.put(first.items)
      const isWhole = first.listing.keys.length < firstClips
      this.#set(new ClipList(first.listing), isWhole)
      // The remembered order may have arrived meanwhile.
      if (this.sort === 'newest' && isWhole) return
      await this.#painted
      if (isTyped && isCurrent()) await this.#settle()
      if (isCurrent()) await this.#readAll(isCurrent)
    })
  }

  /** Waits for all clips of the list. Returns false if another list was asked for meanwhile, or it can't be read. */
  complete(): Promise<boolean> {
    this.#endSettling()
    return this.#loading
  }

  /** Reads the list again. It is replaced as a whole, so that nothing on screen moves. */
  async reload(): Promise<void> {
    await this.#load((isCurrent) => this.#readAll(isCurrent))
  }

  /** Merges changed rows: those that no longer match are removed. */
  take(changed: readonly GenerationView[]): void {
    this.#meanwhile?.push(...changed)
    const shows = this.#membership()
    // What a clip is sorted by may have changed.
    if (this.#sort !== 'newest' && changed.length > 0) this.reloadSoon()
    this.#clips = this.#clips.with(
      Array.from(newestById(changed).values(), (generation) => ({
        key: generation.createdAtUs,
        generation: shows(generation) ? generation : null
      }))
    )
  }

  /** Reads the list again once what goes on has settled. */
  reloadSoon(): void {
    this.#reloading ??= setTimeout(() => {
      this.#reloading = undefined
      this.reload().catch(this.#onError)
    }, reloadMs)
  }

  /**
   * Returns how a changed row is judged. Where the row alone does not say whether it is found, it stays as it is until the
   * list is read again.
   */
  #membership(): (generation: GenerationView) => boolean {
    const { view, text } = this.#question
    if (isInRow(parseSearch(text))) return (generation) => isShown(generation, this.#question)
    this.reloadSoon()
    return (generation) => views[view].matches(generation) && this.#clips.has(generation.createdAtUs)
  }

  #settle(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, settleMs)
      this.#endSettling = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async #load(read: (isCurrent: () => boolean) => Promise<void>): Promise<void> {
    this.#endSettling()
    const request = ++this.#request
    const isCurrent = (): boolean => request === this.#request
    const loaded = this.#readOnce(read, isCurrent)
    this.#loading = loaded.then(isCurrent, () => false)
    await loaded
  }

  async #readOnce(
    read: (isCurrent: () => boolean) => Promise<void>,
    isCurrent: () => boolean
  ): Promise<void> {
    this.#meanwhile = []
    if (this.#clips.length === 0) this.#status = 'loading'
    try {
      await read(isCurrent)
    } catch (error) {
      if (!isCurrent()) return
      this.#status = 'failed'
      throw error
    } finally {
      if (isCurrent()) this.#meanwhile = null
    }
  }

  /** Reads the whole list in parts, and shows it when all are there: what changed meanwhile is merged then. */
  async #readAll(isCurrent: () => boolean): Promise<void> {
    const sort = this.#sort
    const parts: Listing[] = []
    for (let before: number | null = null, isWhole = false; !isWhole;) {
      const { listing } = await this.#read({ before, limit: listLimit })
      if (!isCurrent()) return
      if (sort !== this.#sort) return this.#readAll(isCurrent)
      parts.push(listing)
      before = listing.keys.at(-1) ?? null
      isWhole = listing.keys.length < listLimit
    }
    this.#set(new ClipList(joinListings(parts)), true)
  }

  #set(clips: ClipList, isWhole: boolean): void {
    this.#clips = clips
    this.#isWhole = isWhole
    const question = { view: this.#view, text: this.#text, sort: this.#sort }
    if (!isSame(question, this.#question)) this.#question = question
    this.#status = 'loaded'
    this.take(this.#meanwhile?.splice(0) ?? [])
  }

  #read(part: { readonly before: number | null; readonly limit: number }) {
    return this.#client.call('generations.list', {
      view: this.#view,
      text: this.#text,
      sort: this.#sort,
      ...part
    })
  }
}

const isSame = (one: Question, other: Question): boolean =>
  one.view === other.view && one.text === other.text && one.sort === other.sort
