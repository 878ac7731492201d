import { randomUUID } from 'node:crypto'
import type { EventName, EventPayload } from '@shared/contract'
import { GenerationId } from '@shared/generation'
import type { EditId } from '@shared/library/clip-uses'
import type { StepId } from '@shared/library/undo'
import { kindOf } from '../base/careful-files'
import type { Clock } from '../base/clock'
import type { UndoSubject } from '../curation/undo-stack'
import type { DropTarget } from '../drops/drops'
import type { Generation } from '../generations/domain/generation'
import type { GenerationStore } from '../generations/domain/ports'
import type { HandlersOf } from '../ipc/handlers'
import type { Logger } from '../logging/logger'
import { editDrop } from './edit-drop'
import { Edits } from './edits'
import type { ClipFinder, EditStore } from './ports'
import { readingWords } from './reading-words'
import type { EditContents } from './readers/used-media'
import { undoableEdits } from './undoable-edits'

/** Reads a project file outside of the main thread. */
export type ReadEditFile = (path: string) => Promise<EditContents>

/** Creates what knows which clips are in project files of editors. */
export function createEdits(deps: {
  readonly edits: EditStore
  readonly clipFinder: ClipFinder
  readonly readEditFile: ReadEditFile
  readonly findPacket: (
    path: string
  ) => Promise<{ readonly description: { readonly generationId: string } } | null>
  /** The library folder. */
  readonly folder: { readonly root: string }
  readonly store: Pick<GenerationStore, 'findAll'>
  readonly announce: (generation: Generation) => void
  readonly emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void
  readonly onChange: () => void
  readonly clock: Clock
  readonly logger: Logger
}): {
  readonly editDropTarget: DropTarget
  readonly undoableEdits: UndoSubject
  readonly editHandlers: HandlersOf<'edits'>
} {
  const { edits: store, folder, findPacket, emit } = deps
  const edits = new Edits({
    ...deps,
    store,
    finder: deps.clipFinder,
    readFile: deps.readEditFile,
    root: () => folder.root,
    generationInPacket: async (path) => {
      const packet = (await kindOf(path)) === 'file' ? await findPacket(path) : null
      return GenerationId.safeParse(packet?.description.generationId).data ?? null
    },
    clipsOf: (ids) => deps.store.findAll(ids),
    announceEdit: (edit) => emit('edit.changed', edit),
    newId: () => randomUUID() as EditId,
    newStepId: () => randomUUID() as StepId,
    logger: deps.logger.child('edits')
  })
  return {
    editDropTarget: editDrop(edits),
    undoableEdits: undoableEdits({ store, edits }),
    editHandlers: {
      'edits.list': () => ({ edits: [...edits.list()] }),
      'edits.readAgain': async ({ id }) => ({ message: readingWords(await edits.readAgain(id)) }),
      'edits.remove': ({ id, step }) => edits.remove(id, step)
    }
  }
}
