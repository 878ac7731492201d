import { join } from 'node:path'
import type { Clock } from '../base/clock'
import type { Disposables } from '../base/disposables'
import { Signal } from '../base/signal'
import type { Logger } from '../logging/logger'
import { FolderWatch } from './folder/folder-watch'
import { LibraryFolder, type FolderMemory } from './folder/library-folder'
import { LibraryLock, type LockFile } from './folder/library-lock'
import { Posters } from './folder/posters'

export interface LibraryFolderParts {
  readonly folder: LibraryFolder
  readonly watch: FolderWatch
  /** The folder can be read and written again. */
  readonly returned: Signal
  readonly posters: Posters
}

/** Creates the folder of clips, the watch over it, and the posters of its clips. */
export function createLibraryFolder(deps: {
  readonly path: string
  /** There was a library before this start. */
  readonly isKnown: boolean
  readonly memory: FolderMemory
  readonly lockFile: LockFile
  readonly cacheFolder: string
  readonly decoderVersion: string
  readonly clock: Clock
  readonly logger: Logger
  readonly disposables: Disposables
  readonly onChange: () => void
}): LibraryFolderParts {
  const { isKnown, memory, lockFile, clock, logger, disposables, onChange } = deps
  const lock = new LibraryLock({ lockFile, logger: logger.child('library') })
  disposables.add(() => lock.release())
  const folder = new LibraryFolder(deps.path, { isKnown, memory, lock })
  const returned = new Signal()
  const watch = new FolderWatch({ folder, clock, onChange, onBack: returned.fire })
  disposables.add(() => watch.stop())
  const posters = new Posters(join(deps.cacheFolder, 'posters'), logger.child('posters'), deps.decoderVersion)
  return { folder, watch, returned, posters }
}
