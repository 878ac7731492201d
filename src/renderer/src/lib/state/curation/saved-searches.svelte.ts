import type { Item, ItemId } from '@shared/library/items'
import type { Listing } from '@shared/library/listing'
import { listLimit } from '@shared/library/queries'
import type { Client } from '$lib/api/client'
import { newStepId } from './annotation-actions'
import type { ItemsManager, SavedSearch } from './items-manager.svelte'
import type { UndoActions } from './undo-actions'

interface SavedSearchesDeps {
  readonly client: Client
  readonly items: ItemsManager
  readonly undo: UndoActions
  readonly openDialog: () => void
}

/** The saved searches, and the one that is edited. */
export class SavedSearches {
  #editedId = $state<ItemId | null>(null)

  constructor(private readonly deps: SavedSearchesDeps) {}

  get all(): readonly SavedSearch[] {
    return this.deps.items.savedSearches
  }

  /** The one that the dialog edits: the first, if none was chosen. */
  get edited(): SavedSearch | undefined {
    return this.all.find(({ id }) => id === this.#editedId) ?? this.all[0]
  }

  choose(id: ItemId): void {
    this.#editedId = id
  }

  /** Opens the dialog that edits one. */
  edit(id: ItemId | null = null): void {
    this.#editedId = id
    this.deps.openDialog()
  }

  /** Returns the saved search of a name, other than one. */
  named(name: string, other: ItemId | null = null): SavedSearch | undefined {
    return this.all.find((saved) => saved.name === name.trim() && saved.id !== other)
  }

  /** Adds a search, or replaces the one of its name. */
  async save(name: string, search: string): Promise<void> {
    const { items } = this.deps
    const existing = this.named(name)
    if (existing) await items.change(existing.id, { search })
    else await items.add({ kind: 'collection', name, search })
  }

  /** Returns whether it is saved. */
  async change(id: ItemId, { name, search }: Pick<SavedSearch, 'name' | 'search'>): Promise<boolean> {
    const { items, undo } = this.deps
    const step = newStepId()
    const isSaved = await items.change(id, { name, search }, step)
    if (isSaved) undo.offer(`Saved “${name}”`, step)
    return isSaved
  }

  async remove({ id, name }: Item): Promise<void> {
    const { items, undo } = this.deps
    const step = newStepId()
    if (await items.remove(id, step)) undo.offer(`Deleted the search “${name}”`, step, 'Its clips stay.')
  }

  /** Counts the clips that a search finds, in parts as the list is read. */
  async count(text: string, isCurrent: () => boolean): Promise<number | null> {
    let count = 0
    for (let before: number | null = null, isWhole = false; !isWhole;) {
      const { listing }: { readonly listing: Listing } = await this.deps.client.call('generations.list', {
        view: 'all',
        text,
        sort: 'newest',
        before,
        limit: listLimit
      })
      if (!isCurrent()) return null
      count += listing.keys.length
      before = listing.keys.at(-1) ?? null
      isWhole = listing.keys.length < listLimit
    }
    return count
  }
}
