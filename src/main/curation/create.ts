import { randomUUID } from 'node:crypto'
import type { GenerationView } from '@shared/generation'
import type { Cut } from '@shared/library/cut'
import type { Item, ItemId } from '@shared/library/items'
import type { StepId, UndoState } from '@shared/library/undo'
import type { AppState } from '@shared/app-state'
import type { Clock } from '../base/clock'
import type { Signal } from '../base/signal'
import type { Logger } from '../logging/logger'
import type { Generation } from '../generations/domain/generation'
import { AnnotationCommands } from './annotation-commands'
import { curationHandlers, type CurationHandlers } from './handlers'
import { ItemCommands } from './item-commands'
import type { CurationStore, StepStore } from './ports'
import { RecentProjects, type RecentProject, type RecentProjectsDeps } from './recent-projects'
import { recordTrash, type RecordTrash } from './trash-steps'
import { UndoStack, type UndoSubject } from './undo-stack'
import { undoableClips, undoableItems, undoableTrash, type Keeper } from './undo-subjects'

export interface CurationParts {
  readonly annotationCommands: AnnotationCommands
  readonly undoState: () => UndoState
  readonly recordTrash: RecordTrash
  readonly curationHandlers: CurationHandlers
}

export interface RecentProjectsDesktop {
  /** Shows projects to choose from in the menu, the last one first. */
  showRecentProjects(projects: readonly RecentProject[]): void
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
  readonly settings: RecentProjectsDeps['settings']
  readonly desktop: RecentProjectsDesktop
  readonly itemChanged: Signal<Item>
  readonly stateChanged: Signal<AppState>
  readonly firstPaint: { readonly done: Promise<void> }
  readonly logger: Logger
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
  const recentProjects = new RecentProjects({
    settings: deps.settings,
    items: (ids) => store.items(ids),
    show: (projects) => deps.desktop.showRecentProjects(projects),
    logger: deps.logger.child('projects')
  })
  deps.itemChanged.on((item) => recentProjects.noteItem(item))
  void deps.firstPaint.done.then(() => {
    recentProjects.showAll()
    deps.stateChanged.on(() => recentProjects.noteSettings())
  })
  return {
    annotationCommands,
    undoState: () => undoStack.state(),
    recordTrash: recordTrash({ keeper, steps, newStepId, onChange }),
    curationHandlers: curationHandlers({ ...deps, store, annotationCommands, itemCommands, undoStack })
  }
}
