import type { Item, ItemChange, ItemId, NewItem } from '@shared/library/items'
import { itemStep, type StepId, type StepKind } from '@shared/library/undo'
import { ProblemError } from '@shared/problem'
import { difference } from './changes'
import type { CurationStore, StepChange } from './ports'
import { itemGone } from './problems'

/** Room between two items that are added one after the other. */
export const spacing = 1024
/** Less room than this between two items has no place for a third. */
const leastRoom = 2 ** -20

/** Use cases on projects, shots and collections. Each returns once its change is on disk. */
export class ItemCommands {
  constructor(
    private readonly deps: {
      readonly store: CurationStore
      readonly newStepId: () => StepId
      readonly announce: (item: Item) => void
      /** The undo stack changed. */
      readonly onChange: () => void
    }
  ) {}

  /** Adds an item after the others of its kind. A repeated call adds nothing. */
  add(added: NewItem, stepId?: StepId): Item {
    const { store } = this.deps
    const [known] = store.items([added.id])
    if (known) return known
    const last = store.lastPosition(added.kind, added.projectId) ?? 0
    const item = { ...added, position: last + spacing, isRemoved: false }
    this.#write([{ before: { ...item, isRemoved: true }, after: item }], itemStep(item.kind, 'added'), stepId)
    return item
  }

  change(id: ItemId, change: ItemChange, stepId?: StepId): void {
    const before = this.#get(id)
    const after: Item = {
      ...before,
      name: change.name ?? before.name,
      projectId: change.projectId === undefined ? before.projectId : change.projectId,
      search: change.search === undefined ? before.search : change.search
    }
    this.#write([{ before, after }], itemStep(before.kind, 'changed'), stepId)
  }

  /** Removes an item. Its clips keep their reference, so that an undo changes one row. */
  remove(id: ItemId, stepId?: StepId): void {
    const before = this.#get(id)
    this.#write([{ before, after: { ...before, isRemoved: true } }], itemStep(before.kind, 'removed'), stepId)
  }

  /** Moves an item before another one, or to the end for null. */
  move(id: ItemId, beforeId: ItemId | null): void {
    const { store } = this.deps
    const moved = this.#get(id)
    if (beforeId === id) return
    const kind = itemStep(moved.kind, 'moved')
    const next = beforeId === null ? null : this.#get(beforeId)
    if (!next) {
      const last = store.lastPosition(moved.kind, moved.projectId) ?? 0
      if (last === moved.position) return
      return this.#write([{ before: moved, after: { ...moved, position: last + spacing } }], kind)
    }
    const { projectId } = next
    const last = store.positionBefore(next) ?? next.position - 2 * spacing
    const position = (last + next.position) / 2
    if (next.position - last >= leastRoom) {
      return this.#write([{ before: moved, after: { ...moved, projectId, position } }], kind)
    }
    const later = store.itemsFrom(next).filter((item) => item.id !== id)
    const shifted = later.map((item) => ({
      before: item,
      after: { ...item, position: item.position + 2 * spacing }
    }))
    const after = { ...moved, projectId, position: next.position + spacing }
    this.#write([{ before: moved, after }, ...shifted], kind)
  }

  readonly #get = (id: ItemId): Item => {
    const [item] = this.deps.store.items([id])
    if (!item || item.isRemoved) throw new ProblemError(itemGone)
    return item
  }

  #write(
    edits: readonly { readonly before: Item; readonly after: Item }[],
    kind: StepKind,
    id = this.deps.newStepId()
  ): void {
    const changes = edits.flatMap(({ before, after }): StepChange[] => {
      const changed = difference(before, after)
      return changed ? [{ subject: 'item', id: after.id, ...changed }] : []
    })
    if (changes.length === 0) return
    const { store, announce, onChange } = this.deps
    const items = edits.map(({ after }) => after)
    store.write({ clips: [], items, step: { id, kind, count: 1, changes } })
    items.forEach(announce)
    onChange()
  }
}
