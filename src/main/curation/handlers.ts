import type { GenerationView } from '@shared/generation'
import type { Cut } from '@shared/library/cut'
import type { ItemId } from '@shared/library/items'
import type { Generation } from '../generations/domain/generation'
import type { HandlersOf } from '../ipc/handlers'
import type { AnnotationCommands } from './annotation-commands'
import type { ItemCommands } from './item-commands'
import type { CurationStore } from './ports'
import type { UndoStack } from './undo-stack'

/** Most tags that are offered for completion. */
const mostTagsOffered = 1000

export type CurationHandlers = HandlersOf<'annotations' | 'items' | 'shots' | 'tags' | 'undo'>

export function curationHandlers(deps: {
  readonly store: CurationStore
  readonly annotationCommands: AnnotationCommands
  readonly itemCommands: ItemCommands
  readonly undoStack: UndoStack
  readonly view: (generation: Generation) => GenerationView
  readonly readCut: (query: { readonly projectId: ItemId | null }) => Promise<Cut>
}): CurationHandlers {
  const { store, annotationCommands, itemCommands, undoStack } = deps
  return {
    'annotations.set': ({ ids, change, step }) => ({ changed: annotationCommands.set(ids, change, step) }),
    'tags.list': () => ({ tags: [...store.tags(mostTagsOffered)] }),
    'items.list': ({ after, limit }) => {
      const { items, next } = store.itemPage(after, limit)
      return { items: [...items], next }
    },
    'items.add': ({ item, step }) => ({ item: itemCommands.add(item, step) }),
    'items.change': ({ id, change, step }) => itemCommands.change(id, change, step),
    'items.remove': ({ id, step }) => itemCommands.remove(id, step),
    'items.move': ({ id, before }) => itemCommands.move(id, before),
    'shots.takes': ({ shots }) => ({ takes: store.takesOf(shots).map(deps.view) }),
    'shots.cut': (query) => deps.readCut(query),
    'undo.undo': ({ step }) => undoStack.undo(step),
    'undo.redo': () => undoStack.redo()
  }
}
