import type { EditId } from '@shared/library/clip-uses'
import type { UndoSubject } from '../curation/undo-stack'
import type { Edits } from './edits'
import type { EditStore } from './ports'

/** Undoes the removal of edits. */
export const undoableEdits = (deps: {
  readonly store: Pick<EditStore, 'find' | 'write'>
  readonly edits: Pick<Edits, 'announce'>
}): UndoSubject => ({
  apply: (reversals) => {
    let [changed, left] = [0, 0]
    for (const { id, from, to } of reversals) {
      const stored = deps.store.find(id as EditId)
      if (!stored || stored.edit.isRemoved === to['isRemoved']) continue
      if (stored.edit.isRemoved !== from['isRemoved']) {
        left += 1
        continue
      }
      const edit = { ...stored.edit, isRemoved: to['isRemoved'] === true }
      deps.store.write({ edit, uses: null, isPathOwn: null, step: null })
      deps.edits.announce(edit, stored.uses)
      changed += 1
    }
    return { changed, left }
  }
})
