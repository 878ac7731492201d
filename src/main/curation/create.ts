import { randomUUID } from 'node:crypto'
import type { GenerationView } from '@shared/generation'
import type { Cut } from '@shared/library/cut'
import type { Item, ItemId } from '@shared/library/items'
import type { StepId, UndoState } from '@shared/library/undo'
import type { Clock } from '../base/clock'
import type { Generation } from '../generations/domain/generation'
import { AnnotationCommands } from './annotation-commands'
import { curationHandlers, type CurationHandlers } from './handlers'
import { ItemCommands } from './item-commands'
import type { CurationStore, StepStore } from './ports'
import { recordTrash, type RecordTrash } from './trash-steps'
import { UndoStack, type UndoSubject } from './undo-stack'
import { undoableClips, undoableItems, undoableTrash, type Keeper } from './undo-subjects'

export interface CurationParts {
  readonly annotationCommands: AnnotationCommands
  readonly undoState: () => UndoState
  readonly recordTrash: RecordTrash
  readonly curationHandlers: CurationHandlers
}

/** Creates what the user says about clips: annotations, the items that clips are put into, and the undo of both. */
export function createCuration(deps: {
  readonly curation: CurationStore
  readonly steps: StepStore
  readonly keeper: Keeper
  readonly undoableEdits: UndoSubject
  readonly clock: Clock
  readonly announce: (generation: Generation) => void
  readonly view: (generation: Generation) => GenerationView
  readonly readCut: (query: { readonly projectId: ItemId | null }) => Promise<Cut>
  readonly emit: (event: 'item.changed', item: Item) => void
  readonly onChange: () => void
}): CurationParts {
  const { curation: store, steps, keeper, clock, announce, onChange } = deps
  const newStepId = (): StepId => randomUUID() as StepId
  const announceItem = (item: Item): void => deps.emit('item.changed', item)
  const annotationCommands = new AnnotationCommands({ store, clock, newStepId, announce, onChange })
  const itemCommands = new ItemCommands({ store, newStepId, announce: announceItem, onChange })
  const undoStack = new UndoStack({
    steps,
    subjects: {
      clip: undoableClips({ store, announce }),
      item: undoableItems({ store, announce: announceItem }),
      trash: undoableTrash(keeper),
      edit: deps.undoableEdits
    },
    onChange
  })
  return {
    annotationCommands,
    undoState: () => undoStack.state(),
    recordTrash: recordTrash({ keeper, steps, newStepId, onChange }),
    curationHandlers: curationHandlers({ ...deps, store, annotationCommands, itemCommands, undoStack })
  }
}
