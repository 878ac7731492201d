import type { GenerationId, VideoId } from '@shared/generation'
import type { Item } from '@shared/library/items'
import type { PictureKind } from '@shared/media/pictures'
import type { Problem } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { Disposables } from '../base/disposables'
import type { Signal } from '../base/signal'
import type { Generation } from '../generations/domain/generation'
import type { VideoSaver } from '../generations/domain/ports'
import type { VideoDownloads } from '../generations/engine/video-downloads'
import type { ClipFile } from '../handoff/clip-files'
import type { GenerationQueries } from '../generations/queries'
import type { VideoCommands } from '../generations/video-commands'
import type { KnownContent } from '../imports/importer'
import type { HandlersOf } from '../ipc/handlers'
import type { Logger } from '../logging/logger'
import type { FoundPacket } from '../media/xmp/packet-box'
import type { LibraryFolderParts } from './create-folder'
import type { FrameDesktop } from './frames/frame-files'
import { frameHandlers } from './frames/handlers'
import { libraryHandlers } from './handlers'
import { clearParts } from './folder/clear-parts'
import type { FolderMemory } from './folder/library-folder'
import { pathOfRecordSync, type FilePlace } from './folder/linked-file'
import type { JournaledRows } from './journal/journal'
import type { SavedItemsFile } from './journal/saved-items'
import { Library, type LibraryDesktop, type Reconcile } from './library'
import type { Place } from './move/copy-verified'
import { LibraryMove, type MoveMemory } from './move/library-move'
import { movableClips } from './move/movable-clips'
import { FileCheck } from './recovery/file-check'
import { fileEvent } from './recovery/file-event'
import { LibraryRecovery } from './recovery/library-recovery'
import { FileLocator, type LocatorDesktop } from './recovery/locator'
import { relinks } from './recovery/relink'
import { LibraryRebuild, type AdoptedClip, type InspectedVideo } from './recovery/rebuild'
import { createRenames } from './rename/create'
import {
  reconcileFiles,
  type FileChange,
  type FileRecord,
  type FileRecordPages,
  type FileScan
} from './recovery/reconcile'

/** Rows of the clips' files, and what the database knows of the folder. */
export interface LibraryRows {
  readonly folder: FolderMemory
  readonly move: MoveMemory
  readonly journal: JournaledRows
  readonly knownFiles: (fileNames: readonly string[]) => ReadonlySet<string>
  readonly adopt: (clip: AdoptedClip) => void
  readonly clipsIn: (item: Pick<Item, 'id'>) => readonly GenerationId[]
  readonly findContent: (sha256: string) => KnownContent | null
  readonly isNameTaken: (fileName: string) => boolean
  /** Returns how many clips have their file in the library folder. */
  readonly savedFileCount: () => Promise<number>
  readonly fileRecordPages: FileRecordPages
  readonly fileScan: FileScan
  readonly fileRecord: (id: VideoId) => FileRecord | null
  readonly savedFile: (id: VideoId) => FilePlace | null
  readonly generationOfFile: (fileName: string) => GenerationId | null
  readonly clipFiles: (ids: readonly GenerationId[]) => readonly ClipFile[]
  readonly heldVideos: () => readonly VideoId[]
  /** Addresses of the newest video, the first one preferred; none where there is none. */
  readonly latestLinks: () => readonly string[]
  readonly filesComparedAtMs: () => number
  readonly noteFilesCompared: (atMs: number) => void
  /** The journal is ahead of the database: re-import the folder, even after another crash. */
  readonly noteIncomplete: () => void
  /** Nothing says whether the rows are the last ones. */
  readonly noteUncertain: () => void
  /** The folder's clips are in the database. */
  readonly noteImported: () => void
}

/** Reads what a video file is. */
export interface VideoReader {
  readonly read: (path: string) => Promise<InspectedVideo | null>
  readonly findPacket: (path: string) => Promise<FoundPacket | null>
}

export interface LibraryParts {
  readonly library: Library
  readonly libraryHandlers: HandlersOf<'library' | 'videos' | 'frames' | 'names'>
  readonly videoPath: (id: VideoId) => string | null
  /** Returns the path of a clip's file, in the library folder or linked. */
  readonly pathOf: (place: FilePlace) => string | null
  readonly picturePath: (id: VideoId, kind: PictureKind) => string | null
  readonly posterPath: (id: VideoId) => string | null
  /** Returns the names of copies by the template of the settings. */
  readonly copyNames: ReturnType<typeof createRenames>['copyNames']
  /** Called when a file is missing at its path. */
  readonly onMissing: () => void
}

/** Creates the use cases on the library folder. */
export function createLibrary(
  deps: LibraryFolderParts & {
    readonly rows: LibraryRows
    readonly savedItems: SavedItemsFile
    readonly queries: GenerationQueries
    readonly videoCommands: VideoCommands
    readonly downloads: Pick<VideoDownloads, 'hold' | 'retryNow'>
    readonly saver: Pick<VideoSaver, 'rename'>
    readonly place: Place
    readonly videos: VideoReader
    readonly desktop: LibraryDesktop & LocatorDesktop & FrameDesktop
    /** Returns why nothing can be written to the library folder or the database; null when it can. */
    readonly whyNotWritable: () => Problem | null
    readonly clock: Clock
    readonly logger: Logger
    readonly disposables: Disposables
    /** Aborted when the app begins to quit. */
    readonly shutdown: AbortSignal
    readonly engine: { readonly isRunning: boolean }
    readonly wake: Signal
    /** A file is about to be shown or handed over. */
    readonly videoUsed: Signal<VideoId>
    readonly announce: (generation: Generation) => void
    readonly settings: {
      readonly current: { readonly fileNameTemplate: string }
      update(change: { readonly libraryFolder: string }): void
    }
    readonly onRowsAdded: () => void
    readonly notice: (notice: Problem) => void
    readonly onChange: () => void
  }
): LibraryParts {
  const { rows, journal, savedItems, store, queries, downloads, place, videos, desktop, clock } = deps
  const { shutdown, announce, wake, notice, onRowsAdded, onChange } = deps
  const { folder, watch, folderReturned, pictures, whyNotWritable } = deps
  const logger = deps.logger.child('library')
  const hashMedia = async (path: string): Promise<string | null> =>
    (await videos.read(path))?.mediaSha256 ?? null
  const noteFailure = (error: unknown): void => {
    if (!shutdown.aborted) logger.error('Checking the library folder failed', error)
  }

  const rebuild = new LibraryRebuild({
    folder,
    replayJournal: (signal) => journal.replay(signal),
    findPacket: videos.findPacket,
    inspect: videos.read,
    knownFiles: rows.knownFiles,
    isSaved: (id) => rows.savedFile(id) !== null,
    adopt: rows.adopt,
    logger
  })
  const recovery = new LibraryRecovery({
    folder,
    rebuild,
    journal,
    savedItems,
    noteIncomplete: () => {
      rows.noteIncomplete()
      onRowsAdded()
    },
    onImported: () => {
      if (!shutdown.aborted) rows.noteImported()
    },
    onRowsAdded,
    notice,
    onChange,
    logger
  })
  const move = new LibraryMove({
    moveMemory: rows.move,
    holdSaving: async () => {
      const resume = await downloads.hold()
      return () => {
        resume()
        downloads.retryNow()
        wake.fire()
      }
    },
    clips: () => movableClips(rows.fileRecordPages),
    pendingVideos: () =>
      store
        .withPendingVideos()
        .flatMap((generation) => generation.videos.map(({ id }) => id))
        .concat(rows.heldVideos()),
    carryJournalOver: (from) => journal.carryOver(from),
    place,
    notice,
    logger
  })

  const { renames, copyNames, nameHandlers } = createRenames({
    ...deps,
    isMoving: () => move.isMoving,
    logger
  })

  /** Writes what a comparison of a file with its row found. */
  const changeFile = ({ id, state, fileName }: FileRecord, { file, ...change }: FileChange): void => {
    const video = store.findByVideo(id)?.videos.find((one) => one.id === id)
    // It may be downloading again by now, or have another name.
    if (!video?.file || video.state !== state || video.fileName !== fileName) return
    const changes = { ...change, ...(file && { file: { ...video.file, ...file } }) }
    announce(store.changeVideo(id, changes, fileEvent(state, change.state, clock.now())))
  }
  const isSaved = (id: VideoId): boolean =>
    store.findByVideo(id)?.videos.find((one) => one.id === id)?.state === 'saved'
  const reconcile: Reconcile = async (all, signal, onProgress) => {
    const startedAtMs = clock.now()
    await reconcileFiles({
      folder,
      scan: rows.fileScan,
      findRecord: rows.fileRecord,
      signal,
      onProgress,
      comparedAtMs: all ? null : rows.filesComparedAtMs(),
      hashMedia,
      change: changeFile
    })
    if (folder.isThere() && !signal.aborted) rows.noteFilesCompared(startedAtMs)
    if (folder.status() === 'ok') await clearParts(folder.incoming, isSaved)
  }
  const library = new Library({
    folder,
    recovery,
    move,
    renames,
    reconcile,
    countSavedClips: () => rows.savedFileCount(),
    journal,
    savedItems,
    noteUncertain: () => {
      rows.noteUncertain()
      onRowsAdded()
    },
    desktop,
    storeFolder: (path) => deps.settings.update({ libraryFolder: path }),
    onChange,
    logger
  })
  deps.disposables.add(() => library.stop())
  folderReturned.on(() => {
    if (!deps.engine.isRunning) return
    downloads.retryNow()
    library.compare().catch(noteFailure).finally(wake.fire)
  })

  const locator = new FileLocator({
    folder,
    whyNotWritable,
    desktop,
    findRecord: (id) => {
      const record = rows.fileRecord(id)
      return record?.state === 'saved' ? null : record
    },
    place,
    hashMedia,
    isVideo: async (path) => (await videos.read(path)) !== null,
    reserveFileName: (id, fileName) => store.reserveFileName(id, fileName),
    newFileName: (id) => {
      const { generation, video } = queries.video(id)
      return deps.saver.rename(generation, video)
    },
    relink: relinks({ read: videos.read, store, announce, clock }),
    check: () => library.check()
  })
  const fileCheck = new FileCheck({
    folder,
    findRecord: rows.fileRecord,
    comparedAtMs: rows.filesComparedAtMs,
    hashMedia,
    change: changeFile,
    signal: shutdown
  })

  /** Compares a file with the one that was saved. */
  const checkFile = (id: VideoId): Promise<void> => fileCheck.check(id).catch(noteFailure)

  const picturePath = (id: VideoId, kind: PictureKind): string | null =>
    pictures.has(id, kind) ? pictures.pathOf(id, kind) : null

  const pathOf = (place: FilePlace): string | null => pathOfRecordSync(folder, place)
  deps.videoUsed.on((id) => void checkFile(id))

  return {
    library,
    libraryHandlers: {
      ...libraryHandlers({
        library,
        locator,
        pictures,
        queries,
        videoCommands: deps.videoCommands,
        checkFile,
        announce,
        wake: wake.fire
      }),
      ...frameHandlers({ folder, whyNotWritable, place, queries, desktop }),
      ...nameHandlers
    },
    videoPath: (id) => {
      const place = rows.savedFile(id)
      return place && pathOf(place)
    },
    pathOf,
    picturePath,
    copyNames,
    posterPath: (id) => picturePath(id, 'poster'),
    onMissing: () => {
      watch.check()
      void library.check()
    }
  }
}
