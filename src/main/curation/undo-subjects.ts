import type { GenerationId } from '@shared/generation'
import type { Annotations } from '@shared/library/annotations'
import type { Item, ItemId } from '@shared/library/items'
import type { Generation } from '../generations/domain/generation'
import { isSame, settable } from './changes'
import type { CurationStore, Fields } from './ports'
import type { Reversal, UndoSubject } from './undo-stack'

const annotationUnits = [
  ['shotId', 'take', 'isCircled'],
  ['inMs', 'outMs']
] as const

/** Undoes edits of annotations. */
export const undoableClips = (deps: {
  readonly store: CurationStore
  readonly announce: (generation: Generation) => void
}): UndoSubject => ({
  apply: (reversals) => {
    const { store, announce } = deps
    const present = store.annotationsOf(reversals.map(({ id }) => id as GenerationId))
    const current = new Map<string, Annotations>(present)
    const left = applyAll(reversals, current, annotationUnits)
    const clips = Array.from(present).flatMap(([id, before]) => {
      const annotations = current.get(id) ?? before
      return isSame(before, annotations) ? [] : [{ id, annotations }]
    })
    if (clips.length > 0) store.write({ clips, items: [], step: null }).generations.forEach(announce)
    return { changed: clips.length, left }
  }
})

/** Undoes edits of projects, shots and collections. */
export const undoableItems = (deps: {
  readonly store: CurationStore
  readonly announce: (item: Item) => void
}): UndoSubject => ({
  apply: (reversals) => {
    const { store, announce } = deps
    const present = store.items(reversals.map(({ id }) => id as ItemId))
    const current = new Map<string, Item>(present.map((item) => [item.id, item]))
    const left = applyAll(reversals, current, [])
    const items = present.flatMap((before) => {
      const item = current.get(before.id) ?? before
      return isSame(before, item) ? [] : [item]
    })
    if (items.length > 0) store.write({ clips: [], items, step: null })
    items.forEach(announce)
    return { changed: items.length, left }
  }
})

/** Where a clip is: in the library, or why it is in the trash. */
export interface Keeping {
  readonly isDeleted: boolean
  readonly isHidden: boolean
  /** Cancelled before it was sent. */
  readonly isCancelled: boolean
}

/** Moves clips into the trash and out of it. */
export interface Keeper {
  keepingOf(ids: readonly GenerationId[]): ReadonlyMap<GenerationId, Keeping>
  /** Returns those whose state does not allow it. What is no longer cancelled waits for a click: nothing is sent. */
  setKeeping(
    changes: readonly { readonly id: GenerationId; readonly keeping: Partial<Keeping> }[]
  ): ReadonlySet<GenerationId>
}

/** Undoes what moved clips into the trash or out of it. */
export const undoableTrash = (keeper: Keeper): UndoSubject => ({
  apply: (reversals) => {
    const current = keeper.keepingOf(reversals.map(({ id }) => id as GenerationId))
    const found = reversals.flatMap(({ id, from, to }) => {
      const present = current.get(id as GenerationId)
      return present ? [{ id: id as GenerationId, ...settable({ ...present }, { from, to }, []) }] : []
    })
    const changes = found
      .filter(({ fields }) => Object.keys(fields).length > 0)
      .map(({ id, fields }) => ({ id, keeping: fields as Partial<Keeping> }))
    const failed = keeper.setKeeping(changes)
    const left = found.filter(({ id, isLeft }) => isLeft || failed.has(id)).length
    const requeued = changes.filter(({ id, keeping }) => keeping.isCancelled === false && !failed.has(id))
    const restored = changes.filter(({ id, keeping }) => keeping.isDeleted === false && !failed.has(id))
    return {
      changed: changes.length - failed.size,
      left,
      unsent: requeued.length,
      restored: restored.map(({ id }) => id)
    }
  }
})

/** Changes present values in place; returns how many could not be changed as a whole. Those that are gone are left out. */
function applyAll<T extends object>(
  reversals: readonly Reversal[],
  current: Map<string, T>,
  units: readonly (readonly string[])[]
): number {
  let left = 0
  for (const { id, from, to } of reversals) {
    const present = current.get(id)
    if (!present) continue
    const { fields, isLeft } = settable(present as Fields, { from, to }, units)
    current.set(id, { ...present, ...fields })
    if (isLeft) left += 1
  }
  return left
}
