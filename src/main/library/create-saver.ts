import type { DownloadProgress } from '@shared/generation'
import type { GenerationStore } from '../generations/domain/ports'
import type { FolderWatch } from './folder/folder-watch'
import type { LibraryFolder } from './folder/library-folder'
import { LibraryVideoSaver, type VideoSaverDeps } from './video-saver'

/** Creates the saver of videos in the library folder. */
export const createVideoSaver = (
  deps: Pick<VideoSaverDeps, 'place' | 'makePacket' | 'loopbackAllowed'> & {
    readonly folder: LibraryFolder
    readonly watch: FolderWatch
    readonly store: Pick<GenerationStore, 'reserveFileName'>
    readonly downloader: VideoSaverDeps['download']
    readonly emit: (event: 'download.progress', progress: DownloadProgress) => void
  }
): LibraryVideoSaver =>
  new LibraryVideoSaver({
    ...deps,
    download: deps.downloader,
    reserveFileName: (id, fileName) => deps.store.reserveFileName(id, fileName),
    onProgress: (progress) => deps.emit('download.progress', progress),
    onBlocked: deps.watch.check
  })
