import { randomUUID } from 'node:crypto'
import { lstat } from 'node:fs/promises'
import type { ImportProgress } from '@shared/library/imports'
import type { Disposables } from '../base/disposables'
import type { DropTarget } from '../drops/drops'
import type { HandlersOf } from '../ipc/handlers'
import type { AdoptedClip, InspectedVideo } from '../library/recovery/rebuild'
import type { FoundClip } from '../library/recovery/found-clip'
import type { Logger } from '../logging/logger'
import { takesDropped } from './dropped-videos'
import { Importer, type ImporterDeps } from './importer'
import { Imports } from './imports'

/** Dialog for choosing videos. */
export interface ImportDesktop {
  /** Returns the videos that the user chose; null if the dialog was cancelled. */
  chooseVideos(): Promise<readonly string[] | null>
}

/** Creates the import of videos that were made elsewhere. */
export function createImports(
  deps: Omit<ImporterDeps, 'adopt' | 'findContent' | 'isNameTaken' | 'newId'> & {
    readonly rows: Pick<ImporterDeps, 'findContent' | 'isNameTaken'> & {
      readonly adopt: (clip: AdoptedClip) => void
    }
    readonly journal: { catchUp(): Promise<void> }
    readonly readVideo: (path: string) => Promise<InspectedVideo | null>
    readonly foundClip: FoundClip
    /** Removes the copies of imports that a crash cut off. */
    readonly clearImports: (incoming: string) => Promise<void>
    readonly newId?: (() => string) | undefined
    readonly desktop: ImportDesktop
    readonly emit: (event: 'imports.progress', payload: { progress: ImportProgress | null }) => void
    readonly logger: Logger
    readonly disposables: Disposables
    /** Aborted when the app begins to quit. */
    readonly shutdown: AbortSignal
  }
): {
  readonly imports: Imports
  readonly importHandlers: HandlersOf<'imports'>
  /** Imports a video that was dropped on the window; a known one is shown. */
  readonly takeVideo: DropTarget['take']
} {
  const { desktop, emit, disposables, shutdown, rows, folder } = deps
  const adopt: ImporterDeps['adopt'] = async (fileName, packet, signal) => {
    const path = folder.pathOf(fileName)
    const video = path && (await deps.readVideo(path))
    if (!path || !video) throw new Error('A video changed while it was imported')
    const clip = await deps.foundClip({ path, fileName, packet, video, signal })
    rows.adopt(clip)
    await deps.journal.catchUp()
    return clip
  }
  const importer = new Importer({
    ...deps,
    findContent: rows.findContent,
    isNameTaken: rows.isNameTaken,
    newId: deps.newId ?? randomUUID,
    adopt
  })
  const imports = new Imports({
    importer,
    sizeOf: (path) =>
      lstat(path).then(
        ({ size }) => size,
        () => 0
      ),
    clearLeftovers: async () => {
      if (folder.status() === 'ok') await deps.clearImports(folder.incoming)
    },
    onProgress: (progress) => emit('imports.progress', { progress }),
    logger: deps.logger.child('imports'),
    shutdown
  })
  disposables.add(() => imports.dispose())
  return {
    imports,
    importHandlers: {
      'imports.choose': async ({ kind }) => {
        const paths = await desktop.chooseVideos()
        return { report: paths && (await imports.run(paths, kind)) }
      },
      'imports.stop': () => imports.stop()
    },
    takeVideo: takesDropped((path) => imports.take(path, 'copy'))
  }
}
