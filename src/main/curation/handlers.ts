import type { HandlersOf } from '../ipc/handlers'
import type { AnnotationCommands } from './annotation-commands'
import type { ItemCommands } from './item-commands'
import type { CurationStore } from './ports'
import type { UndoStack } from './undo-stack'

/** Most tags that are offered for completion. */
const mostTagsOffered = 1000

export function curationHandlers(deps: {
  readonly store: CurationStore
  readonly annotationCommands: AnnotationCommands
  readonly itemCommands: ItemCommands
  readonly undoStack: UndoStack
}): HandlersOf<'annotations' | 'items' | 'tags' | 'undo'> {
  const { store, annotationCommands, itemCommands, undoStack } = deps
  return {
    'annotations.set': ({ ids, change, step }) => ({ changed: annotationCommands.set(ids, change, step) }),
    'tags.list': () => ({ tags: [...store.tags(mostTagsOffered)] }),
    'items.list': ({ after, limit }) => {
      const { items, next } = store.itemPage(after, limit)
      return { items: [...items], next }
    },
    'items.add': ({ item, step }) => ({ item: itemCommands.add(item, step) }),
    'items.change': ({ id, change }) => itemCommands.change(id, change),
    'items.remove': ({ id }) => itemCommands.remove(id),
    'items.move': ({ id, before }) => itemCommands.move(id, before),
    'undo.undo': ({ step }) => undoStack.undo(step),
    'undo.redo': () => undoStack.redo()
  }
}
