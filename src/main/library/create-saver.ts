import type { DownloadProgress } from '@shared/generation'
import type { CurationStore } from '../curation/ports'
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
    readonly curation: Pick<CurationStore, 'items'>
    readonly settings: { readonly current: { readonly fileNameTemplate: string } }
    readonly downloader: VideoSaverDeps['download']
    readonly emit: (event: 'download.progress', progress: DownloadProgress) => void
  }
): LibraryVideoSaver =>
  new LibraryVideoSaver({
    ...deps,
    download: deps.downloader,
    reserveFileName: (id, fileName) => deps.store.reserveFileName(id, fileName),
    nameTemplate: () => deps.settings.current.fileNameTemplate,
    findItems: (ids) => deps.curation.items(ids),
    onProgress: (progress) => deps.emit('download.progress', progress),
    onBlocked: deps.watch.check
  })
