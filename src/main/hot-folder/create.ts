import { randomUUID } from 'node:crypto'
import type { GenerationView, VideoId } from '@shared/generation'
import type { HotFolder, HotFolderId } from '@shared/library/hot-folders'
import type { Clock } from '../base/clock'
import type { Disposables } from '../base/disposables'
import type { Signal } from '../base/signal'
import type { HandlersOf } from '../ipc/handlers'
import type { Logger } from '../logging/logger'
import type { Sha256Of } from './entry-check'
import type { Wanted } from './folder-sync'
import { hotFolderHandlers, type HotFolderDesktop } from './handlers'
import { hotFilesOn, type Place } from './hot-files'
import { HotFolders } from './hot-folders'

/** Creates the mirroring of chosen clips into folders of the user. */
export function createHotFolders(deps: {
  readonly settings: ConstructorParameters<typeof HotFolders>[0]['settings']
  readonly folder: { readonly root: string; readonly idIfOurs: string | null }
  readonly folderReturned: Signal
  readonly readWanted: (folder: Pick<HotFolder, 'rule' | 'projectId'>) => Promise<Wanted>
  readonly videoPath: (id: VideoId) => string | null
  readonly isCertain: () => boolean
  readonly place: Place
  readonly sha256Of: Sha256Of
  readonly desktop: HotFolderDesktop
  /** Fires with each clip that changed. */
  readonly clipChanged: Signal<GenerationView>
  /** Fires when clips were imported, or a project, shot or collection changed. */
  readonly clipsChanged: Signal
  readonly clock: Clock
  readonly logger: Logger
  readonly disposables: Disposables
  readonly onChange: () => void
}): { readonly hotFolders: HotFolders; readonly hotFolderHandlers: HandlersOf<'hotFolders'> } {
  const { folder, desktop, place } = deps
  const hotFolders = new HotFolders({
    ...deps,
    files: hotFilesOn(place),
    libraryRoot: () => folder.root,
    libraryId: () => folder.idIfOurs,
    chooseFolder: () => desktop.chooseHotFolder(folder.root),
    newId: () => randomUUID() as HotFolderId,
    logger: deps.logger.child('hot folders')
  })
  deps.clipChanged.on((view) => hotFolders.noteClip(view))
  deps.clipsChanged.on(() => hotFolders.syncAll())
  deps.folderReturned.on(() => hotFolders.syncAll())
  deps.disposables.add(() => hotFolders.dispose())
  return { hotFolders, hotFolderHandlers: hotFolderHandlers({ hotFolders, desktop }) }
}
