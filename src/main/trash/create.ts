import type { VideoId } from '@shared/generation'
import { PictureKind } from '@shared/media/pictures'
import type { Problem } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { Disposables } from '../base/disposables'
import type { Confirmations } from '../consent/confirmations'
import type { GenerationStore } from '../generations/domain/ports'
import type { HandlersOf } from '../ipc/handlers'
import type { LibraryFolder } from '../library/folder/library-folder'
import type { Pictures } from '../library/folder/pictures'
import type { Logger } from '../logging/logger'
import { FileRemoval } from './file-removal'
import { Trash, type TrashRows } from './trash'

/** Files of the system, as far as the trash needs it. */
export interface TrashDesktop {
  /** Moves a file to the system's trash; rejects where that refuses. */
  trashFile(path: string): Promise<void>
}

const notYet: Problem = {
  code: 'not_possible_now',
  message: 'Dailies is still reading your library folder. Nothing was deleted.',
  retryable: true
}

/** Creates the use cases on the trash. */
export function createTrash(deps: {
  readonly rows: Omit<TrashRows, 'erase'>
  readonly store: Pick<GenerationStore, 'erase'>
  readonly folder: LibraryFolder
  readonly pictures: Pick<Pictures, 'forget'>
  readonly sidecarFiles: { remove(fileName: string): Promise<unknown> }
  readonly saver: { clearUp(id: VideoId): Promise<void>; heldPathOf(id: VideoId): string }
  readonly editorCopies: { removeOf(id: VideoId): Promise<void> }
  readonly desktop: TrashDesktop
  readonly confirmations: Pick<Confirmations, 'require'>
  /** Returns why database or folder cannot be written; null when they can. */
  readonly whyNotWritable: () => Problem | null
  /** Whether the database and the library folder were compared and agree. */
  readonly isCertain: () => boolean
  readonly engine: { readonly isRunning: boolean }
  /** Shows a notice until the user dismisses it. */
  readonly notice: (notice: Problem) => void
  readonly onRowsAdded: () => void
  readonly onChange: () => void
  readonly clock: Clock
  readonly logger: Logger
  readonly disposables: Disposables
  readonly shutdown: AbortSignal
}): { readonly trash: Trash; readonly trashHandlers: HandlersOf<'trash'> } {
  const { rows, store, folder, pictures, saver, desktop, confirmations, engine } = deps
  const logger = deps.logger.child('trash')
  const removal = new FileRemoval({
    folder,
    heldPathOf: (id) => saver.heldPathOf(id),
    trashFile: (path) => desktop.trashFile(path),
    removeSidecar: (fileName) => deps.sidecarFiles.remove(fileName),
    clearUp: async (id) => {
      await saver.clearUp(id)
      await deps.editorCopies.removeOf(id)
      for (const kind of PictureKind.options) pictures.forget(id, kind)
    },
    logger
  })
  const trash = new Trash({
    ...deps,
    rows: { ...rows, erase: (ids, atMs) => void store.erase(ids, atMs) },
    removal,
    whyNotNow: () => deps.whyNotWritable() ?? (engine.isRunning ? null : notYet),
    require: (confirmation) => confirmations.require(confirmation),
    onErased: () => {
      deps.onRowsAdded()
      deps.onChange()
    },
    logger
  })
  deps.disposables.add(() => trash.stop())
  return {
    trash,
    trashHandlers: {
      'trash.size': async ({ ids }) => {
        const { usedIn, ...size } = await trash.size(ids)
        return { ...size, usedIn: [...usedIn] }
      },
      'trash.erase': async ({ ids }) => {
        const { left, ...erased } = await trash.erase(ids)
        return { ...erased, left: [...left] }
      }
    }
  }
}
