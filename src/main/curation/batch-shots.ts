import { randomUUID } from 'node:crypto'
import type { BatchPlace } from '@shared/batch/batch-place'
import { annotated, noAnnotations, type Annotations } from '@shared/library/annotations'
import type { Item, ItemId, ItemKind } from '@shared/library/items'
import { foldText } from '@shared/prompts/search-text'
import { spacing } from './item-commands'
import type { CurationStore } from './ports'
import { takeCounter } from './take-counter'

/** What is said about new clips: their annotations, in their order, and the shots that do not exist yet. */
export interface NewCuration {
  /** Undefined where there is nothing to say. */
  readonly annotations: readonly (Annotations | undefined)[]
  readonly items: readonly Item[]
}

/** A clip that is about to be made. */
export interface NewClip {
  readonly place: BatchPlace | null
  /** What is said about the clip that it is made again from. */
  readonly from?: Pick<Annotations, 'shotId' | 'projectId'>
}

/** Says about clips that are made now what their press and the current project say. */
export interface NewClips {
  curationOf(clips: readonly NewClip[]): NewCuration
  /** The items are on disk. */
  announce(items: readonly Item[]): void
}

export const newClips = (deps: {
  readonly curation: CurationStore
  readonly settings: { readonly current: { readonly currentProject: ItemId | null } }
  readonly emit: (event: 'item.changed', item: Item) => void
  readonly newId?: (() => string) | undefined
}): NewClips => ({
  curationOf: (clips) =>
    curationOfNew(clips, {
      store: deps.curation,
      projectId: deps.settings.current.currentProject,
      newId: deps.newId ?? randomUUID
    }),
  announce: (items) => items.forEach((item) => deps.emit('item.changed', item))
})

/**
 * Returns what is said about new clips: each is in the current project, and in the shot that its place names, with the
 * next take number. A shot is found by its name within the project, or added.
 */
function curationOfNew(
  clips: readonly NewClip[],
  deps: {
    readonly store: Pick<CurationStore, 'items' | 'findShot' | 'lastPosition' | 'nextTake'>
    readonly projectId: ItemId | null
    readonly newId: () => string
  }
): NewCuration {
  const { store, newId } = deps
  const present = (id: ItemId | null | undefined, kind: ItemKind): Item | null => {
    const [item] = id ? store.items([id]) : []
    return item?.kind === kind && !item.isRemoved ? item : null
  }
  const current = present(deps.projectId, 'project')?.id ?? null
  const added: Item[] = []
  const nextTake = takeCounter(store)
  const addShot = (name: string, projectId: ItemId | null): Item => {
    const lastAdded = added.findLast((shot) => shot.projectId === projectId)
    const last = lastAdded?.position ?? store.lastPosition('shot', projectId) ?? 0
    const id = newId() as ItemId
    const shot = {
      id,
      kind: 'shot',
      name,
      projectId,
      search: null,
      position: last + spacing,
      isRemoved: false
    } as const
    added.push(shot)
    return shot
  }
  const shotNamed = (name: string, projectId: ItemId | null): Item =>
    added.find((shot) => shot.projectId === projectId && foldText(shot.name) === foldText(name)) ??
    store.findShot(name, projectId) ??
    addShot(name, projectId)
  const annotations = clips.map(({ place, from }) => {
    const projectId = from ? (present(from.projectId, 'project')?.id ?? null) : current
    const shot = present(from?.shotId, 'shot') ?? (place?.shot ? shotNamed(place.shot, projectId) : null)
    if (!shot && projectId === null) return undefined
    const change = { projectId: shot?.projectId ?? projectId, shotId: shot?.id ?? null }
    return annotated(noAnnotations, change, nextTake)
  })
  return { annotations, items: added }
}
