import { plainSet } from '$lib/utils/plain-collections'
import { SvelteMap } from 'svelte/reactivity'
import { itemsPerPage, type Item, type ItemChange, type ItemId, type ItemKind } from '@shared/library/items'
import type { StepId } from '@shared/library/undo'
import { foldText } from '@shared/prompts/search-text'
import type { Client } from '$lib/api/client'
import type { ErrorReporter } from '../window/error-reporter'

/** A search that is saved as a collection of what it finds. */
export type SavedSearch = Item & { readonly search: string }

/** Projects, shots and collections, as the main process last sent them. */
export class ItemsManager {
  readonly #items = new SvelteMap<ItemId, Item>()
  #stop: (() => void)[] = []
  /** Counts readings, so that only the latest is used. */
  #reading = 0

  constructor(
    private readonly client: Client,
    private readonly errors: ErrorReporter
  ) {}

  /** Reads all items in pages, and follows their changes. */
  async start(): Promise<void> {
    this.#stop = [
      this.client.on('item.changed', (item) => this.#take(item)),
      this.client.on('library.changed', () => void this.#readAll())
    ]
    await this.#readAll()
  }

  destroy(): void {
    for (const stop of this.#stop) stop()
  }

  get(id: ItemId | null): Item | undefined {
    return id === null ? undefined : this.#items.get(id)
  }

  readonly projects: readonly Item[] = $derived.by(() => this.#ofKind('project'))
  readonly shots: readonly Item[] = $derived.by(() => this.#ofKind('shot'))
  /** Those whose clips were put there by hand. */
  readonly collections: readonly Item[] = $derived.by(() =>
    this.#ofKind('collection').filter(({ search }) => search === null)
  )
  readonly savedSearches: readonly SavedSearch[] = $derived.by(() =>
    this.#ofKind('collection').filter((item): item is SavedSearch => item.search !== null)
  )

  /** Returns the shots of a project in order; those of no project, and of removed ones, for null. */
  shotsOf(project: ItemId | null): readonly Item[] {
    return this.shots.filter(({ projectId }) => (this.get(projectId)?.id ?? null) === project)
  }

  /**
   * Returns the item of a kind with a name, compared without case and accents; of shots, one of `shotsOf`, and no saved
   * search for a collection: no clip can be put into one.
   */
  named(kind: ItemKind, name: string, projectId: ItemId | null = null): Item | undefined {
    const key = foldText(name.trim())
    const among = { shot: this.shotsOf(projectId), project: this.projects, collection: this.collections }[
      kind
    ]
    return among.find((item) => foldText(item.name) === key)
  }

  /** Adds an item, as a part of a step; null where that failed. */
  async add(
    item: {
      readonly kind: ItemKind
      readonly name: string
      readonly projectId?: ItemId | null
      readonly search?: string | null
    },
    step?: StepId
  ): Promise<Item | null> {
    const { projectId = null, search = null } = item
    let added: Item | null = null
    await this.errors.attempt('Couldn’t create it', async () => {
      const id = crypto.randomUUID() as ItemId
      const answer = await this.client.call('items.add', {
        item: { ...item, id, projectId, search },
        ...(step && { step })
      })
      added = answer.item
      this.#take(answer.item)
    })
    return added
  }

  change(id: ItemId, change: ItemChange, step?: StepId): Promise<boolean> {
    return this.errors.attempt('Couldn’t change it', () =>
      this.client.call('items.change', { id, change, ...(step && { step }) })
    )
  }

  remove(id: ItemId, step?: StepId): Promise<boolean> {
    return this.errors.attempt('Couldn’t remove it', () =>
      this.client.call('items.remove', { id, ...(step && { step }) })
    )
  }

  /** Moves an item before another one, or to the end for null. */
  move(id: ItemId, before: ItemId | null): Promise<boolean> {
    return this.errors.attempt('Couldn’t move it', () => this.client.call('items.move', { id, before }))
  }

  async #readAll(): Promise<void> {
    this.#reading += 1
    const reading = this.#reading
    await this.errors.attempt('Couldn’t read the projects and shots', async () => {
      const seen = plainSet<ItemId>()
      let after: number | null = 0
      while (after !== null && reading === this.#reading) {
        const page: { readonly items: readonly Item[]; readonly next: number | null } =
          await this.client.call('items.list', { after, limit: itemsPerPage })
        for (const item of page.items) {
          seen.add(item.id)
          this.#take(item)
        }
        after = page.next
      }
      if (reading !== this.#reading) return
      for (const id of [...this.#items.keys()]) if (!seen.has(id)) this.#items.delete(id)
    })
  }

  #take(item: Item): void {
    if (item.isRemoved) this.#items.delete(item.id)
    else this.#items.set(item.id, item)
  }

  #ofKind(kind: ItemKind): readonly Item[] {
    return [...this.#items.values()]
      .filter((item) => item.kind === kind)
      .toSorted((a, b) => a.position - b.position)
  }
}
