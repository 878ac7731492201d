import type { VideoId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { Clock } from '../base/clock'
import { adoptClip, knownFiles } from '../db/recovery/adoption'
import type { WritableDatabase } from '../db/connection/database'
import { fileRecord, fileRecords, heldVideos, savedFileName } from '../db/tables/file-records'
import { copiesRead, filesComparedAtMs, moveMemory, noteFilesCompared } from '../db/tables/library-memory'
import { recall, remember } from '../db/tables/remembered-table'
import { holdBackUncertain, noteIncomplete } from '../db/recovery/restored-rows'
import { savedItems, savePreset, saveSnippet } from '../db/tables/saved-item-table'
import { systemFiles } from '../downloads/files'
import { place } from '../downloads/part/placement'
import { defaultPolicy } from '../downloads/policy'
import type { Engine } from '../generations/engine/engine'
import type { VideoDownloads } from '../generations/engine/video-downloads'
import type { Generation, Video } from '../generations/domain/generation'
import type { GenerationStore } from '../generations/domain/ports'
import { clearParts } from '../library/folder/clear-parts'
import type { Place } from '../library/move/copy-verified'
import type { BelongingRows, BelongingsFile } from '../library/journal/belongings'
import { FileLocator, type LocatorDesktop } from '../library/recovery/locator'
import type { Journal } from '../library/journal/journal'
import { Library, type LibraryDesktop } from '../library/library'
import type { LibraryFolder } from '../library/folder/library-folder'
import { LibraryMove } from '../library/move/library-move'
import { LibraryRebuild, type InspectedVideo } from '../library/recovery/rebuild'
import { FileCheck } from '../library/recovery/file-check'
import { reconcileFiles, type FileChange, type FileRecord } from '../library/recovery/reconcile'
import type { Logger } from '../logging/logger'
import { findPacket } from '../media/packet-box'
import type { Models } from '../models/models'

/** Builds what looks after the folder of clips as a whole. */
export function composeLibrary(needs: {
  readonly folder: LibraryFolder
  readonly journal: Journal
  readonly belongings: BelongingsFile
  readonly database: WritableDatabase
  readonly store: GenerationStore
  readonly clock: Clock
  readonly logger: Logger
  readonly desktop: LibraryDesktop & LocatorDesktop
  readonly engine: Engine
  readonly downloads: VideoDownloads
  readonly announce: (generation: Generation) => void
  readonly newFileName: (id: VideoId) => string
  readonly rememberFolder: (path: string) => void
  readonly onTakenUp: () => void
  readonly onRowsAdded: () => void
  /** Rows up to this key are of an earlier run. */
  readonly newestKeyAtStart: number
  readonly notice: (notice: Problem) => void
  readonly onChange: () => void
  /** Ends what reads files. */
  readonly stopping: AbortSignal
}): { readonly library: Library; readonly locator: FileLocator; readonly fileCheck: FileCheck } {
  const { folder, database, store } = needs
  const rebuild = new LibraryRebuild({
    folder,
    replayJournal: (signal) => needs.journal.replay(signal),
    findPacket,
    inspect: videoAt,
    knownFiles: (fileNames) => knownFiles(database, fileNames),
    isSaved: (id) => savedFileName(database, id) !== null,
    adopt: (clip) => adoptClip(database, clip, needs.clock.now()),
    logger: needs.logger
  })
  const holdSaving = async (): Promise<() => void> => {
    const resume = await needs.downloads.hold()
    return () => {
      resume()
      needs.downloads.retryNow()
      needs.engine.wake()
    }
  }
  const placing: Place = (path, target) =>
    place(systemFiles, path, target, defaultPolicy.placementDelaysMs, needs.clock)
  const move = new LibraryMove({
    moveMemory: moveMemory(database),
    holdSaving,
    clips: () => fileRecords(database).filter(({ state }) => state !== 'changed'),
    pendingVideos: () =>
      store
        .withPendingVideos()
        .flatMap(({ videos }) => videos.map(({ id }) => id))
        .concat(heldVideos(database)),
    carryJournalOver: (from) => needs.journal.carryOver(from),
    place: placing,
    notice: needs.notice,
    logger: needs.logger
  })
  const library = new Library({
    ...needs,
    rebuild,
    move,
    reconcile: (anew, signal) => reconcile(needs, anew, signal),
    savedClips: () => fileRecords(database).filter(({ state }) => state === 'saved'),
    noteIncomplete: () => {
      noteIncomplete(database, needs.clock.now(), needs.newestKeyAtStart)
      needs.onRowsAdded()
    },
    noteUncertain: () => {
      holdBackUncertain(database, needs.clock.now(), needs.newestKeyAtStart)
      needs.onRowsAdded()
    }
  })
  const locator = new FileLocator({
    folder,
    desktop: needs.desktop,
    findRecord: (id) => {
      const record = fileRecord(database, id)
      return record?.state === 'saved' ? null : record
    },
    place: placing,
    hashMedia: hashMediaAt,
    isVideo: async (path) => (await videoAt(path)) !== null,
    reserveFileName: (id, fileName) => store.reserveFileName(id, fileName),
    newFileName: needs.newFileName,
    check: () => library.check()
  })
  const fileCheck = new FileCheck({
    folder,
    findRecord: (id) => fileRecord(database, id),
    comparedAtMs: () => filesComparedAtMs(database),
    hashMedia: hashMediaAt,
    change: fileChanger(needs),
    signal: needs.stopping
  })
  return { library, locator, fileCheck }
}

/** Presets, snippets and models as the database and the list of models have them. */
export const belongingRows = (database: WritableDatabase, models: Models): BelongingRows => ({
  read: () => {
    const { custom, withdrawn } = models.sources()
    return { ...savedItems(database), models: custom, withdrawn }
  },
  take: (kept) => {
    for (const preset of kept.presets) savePreset(database, preset)
    for (const snippet of kept.snippets) saveSnippet(database, snippet)
    models.takeUp(kept.models, kept.withdrawn)
  },
  revision: () => Number(recall(database, 'belongings') ?? 0),
  setRevision: (revision) => remember(database, 'belongings', String(revision)),
  copiesRead: () => copiesRead(database, 'belongings_copies'),
  noteCopies: (copies) => remember(database, 'belongings_copies', JSON.stringify(copies))
})

/** What a file is; null when it is no whole video. */
async function videoAt(path: string): Promise<InspectedVideo | null> {
  // The parser is large and needed rarely: not worth the time at every start.
  const { inspect } = await import('../media/inspect')
  const inspection = await inspect(path)
  if (inspection.kind !== 'video') return null
  const { media, traits, mediaSha256 } = inspection
  return { media, traits, mediaSha256 }
}

const hashMediaAt = async (path: string): Promise<string | null> => (await videoAt(path))?.mediaSha256 ?? null

/** Writes what a comparison found. */
const fileChanger =
  ({ store, announce }: Pick<Parameters<typeof composeLibrary>[0], 'store' | 'announce'>) =>
  ({ id, state }: FileRecord, { file, ...change }: FileChange): void => {
    const video = store.findByVideo(id)?.videos.find((one) => one.id === id)
    // It may have been asked for again meanwhile.
    if (!video?.file || video.state !== state) return
    announce(store.changeVideo(id, { ...change, ...(file && { file: { ...video.file, ...file } }) }))
  }

async function reconcile(
  {
    folder,
    database,
    store,
    clock,
    announce
  }: Pick<Parameters<typeof composeLibrary>[0], 'folder' | 'database' | 'store' | 'clock' | 'announce'>,
  anew: boolean,
  signal: AbortSignal
): Promise<void> {
  const videoOf = (id: VideoId): Video | undefined =>
    store.findByVideo(id)?.videos.find((video) => video.id === id)
  const startedAtMs = clock.now()
  await reconcileFiles({
    folder,
    records: fileRecords(database),
    signal,
    comparedAtMs: anew ? null : filesComparedAtMs(database),
    hashMedia: hashMediaAt,
    change: fileChanger({ store, announce })
  })
  if (folder.isThere() && !signal.aborted) noteFilesCompared(database, startedAtMs)
  if (folder.status() === 'ok') await clearParts(folder.incoming, (id) => videoOf(id)?.state === 'saved')
}
