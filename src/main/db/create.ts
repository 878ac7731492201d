import type { GenerationId } from '@shared/generation'
import { join } from 'node:path'
import { pageLimit, type ListQuery } from '@shared/library/queries'
import type { Listing } from '@shared/library/listing'
import type { Problem } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { Disposables } from '../base/disposables'
import type { LibraryRows } from '../library/create'
import type { SavedItemRows } from '../library/journal/saved-items'
import type { Logger } from '../logging/logger'
import type { PromptRows } from '../prompts/handlers'
import type { WritableDatabase } from './connection/database'
import { LibraryReader, type ReadingThread } from './reading/library-reader'
import type { ReadQuery } from './reading/reads'
import {
  backupFolder,
  checkWhole,
  closeLibraryDatabase,
  isChecked,
  noteSound,
  openLibraryDatabase
} from './connection/open-library'
import { WriteHealth } from './connection/write-health'
import { adoptClip, knownFiles } from './recovery/adoption'
import type { CopyChecked } from './recovery/check-copy'
import { BackupSchedule } from './recovery/backup-schedule'
import { journaledRows } from './recovery/journaled-rows'
import { holdBackLeftovers, holdBackUncertain, newestKey, noteIncomplete } from './recovery/restored-rows'
import type { IndexFiles, IndexPending } from './search/index-pending'
import { SearchIndexing } from './search/indexing'
import { detachIndex } from './search/search-index'
import { onLeftOut } from './tables/column-types'
import { clipsIn } from './tables/curation/shot-queries'
import { createCurationStore } from './tables/curation/curation-store'
import { stepStore } from './tables/curation/step-table'
import { createClipFinder, createEditStore } from './tables/curation/edit-store'
import { readDraft, writeDraft } from './tables/key-value/draft'
import {
  clipFiles,
  fileRecord,
  fileRecordPages,
  generationOfFile,
  heldVideos,
  latestLinks,
  savedFile
} from './tables/file-records'
import { countsTrashSince, trashedByKeys } from './queries/trash-queries'
import { findContent, isNameTaken } from './tables/imported-clips'
import { createGenerationStore } from './tables/generation-store'
import { balanceMemory, installationMemory } from './tables/key-value/installation'
import {
  copiesRead,
  filesComparedAtMs,
  libraryMemory,
  moveMemory,
  noteFilesCompared
} from './tables/key-value/library'
import { readListing } from './queries/generation-queries'
import type { HistoryQuery } from './queries/prompt-queries'
import { removeValue, readValue, writeValue, type ValueName } from './tables/key-value/key-value-table'
import { removeSavedItem, savedItems, savePreset, saveSnippet } from './tables/saved-item-table'
import type { CostedItem } from './queries/item-costs'
import { mayHaveBeenChargedSince, measuredPrices, sentSince } from './queries/spend-queries'

/** Returns where the database of an app with this folder is. */
export const databaseIn = (stateFolder: string): string => join(stateFolder, 'library.sqlite')

/** Opens the library database, and returns each capability's view of it. */
export function createDatabase(deps: {
  /** `state`: folder of the database and its backups. `cache`: folder of the search index. */
  readonly folders: { readonly state: string; readonly cache: string }
  readonly copyDatabase: CopyChecked
  readonly checkDatabase: (path: string) => Promise<boolean>
  readonly indexPending: IndexPending
  /** Starts a thread that reads a library. */
  readonly startReading: (files: IndexFiles) => ReadingThread
  readonly clock: Clock
  readonly logger: Logger
  readonly disposables: Disposables
  /** Aborted when the app begins to quit. */
  readonly shutdown: AbortSignal
  /** Called when writing begins to fail, and when it works again. */
  readonly onChange: () => void
}) {
  const { clock, disposables, onChange } = deps
  const logger = deps.logger.child('database')
  const path = databaseIn(deps.folders.state)
  const { database, origin } = openLibraryDatabase(path, { logger, nowMs: clock.now() })
  disposables.add(() => closeLibraryDatabase(database))
  onLeftOut(database, (what) => logger.warn(`Value left out: ${what}`))
  const newestKeyAtStart = newestKey(database)

  const writeHealth = new WriteHealth({ database, clock, onChange })
  disposables.add(() => writeHealth.stop())
  const backups = new BackupSchedule({
    database,
    path,
    folder: backupFolder(path),
    copyChecked: deps.copyDatabase,
    clock,
    logger: deps.logger.child('backups')
  })
  disposables.add(() => backups.stop())
  const searchFiles = { rows: path, index: join(deps.folders.cache, 'search.sqlite') }
  const searchIndexing = new SearchIndexing({
    database,
    ...searchFiles,
    indexPending: deps.indexPending,
    clock,
    logger: deps.logger.child('search'),
    onChange
  })
  disposables.add(() => searchIndexing.stop())

  // The first clips of a search never wait behind a whole list, which takes long: each has its thread.
  const readers = { database, startThread: () => deps.startReading(searchFiles), logger }
  const [first, whole] = [new LibraryReader(readers), new LibraryReader(readers)]
  // A drive that sleeps must not hold up a list.
  const files = new LibraryReader(readers)
  for (const reader of [first, whole, files]) disposables.add(() => reader.close())

  return {
    origin,
    readListing: async (query: ListQuery): Promise<Listing> => {
      // A few milliseconds, and needed before a thread would have started.
      const isPage = query.limit <= pageLimit
      if (isPage && query.text.trim() === '' && query.sort === 'newest') return readListing(database, query)
      return await (isPage ? first : whole).read('listing', query)
    },
    /** Starts the thread of searches, so that the first letter does not wait for it: after the list, which is waited for. */
    prepareSearch: (): void =>
      void first.read('listing', { view: 'all', text: '', before: null, limit: 1, sort: 'newest' }),
    writeHealth,
    backups,
    /**
     * Checks the whole file, where that was not done before it was opened. Returns whether it is sound; a damaged one
     * is replaced at the next start.
     */
    isSound: async (): Promise<boolean> => {
      if (isChecked(database)) return true
      const isSoundThere = await deps.checkDatabase(path).catch((error: unknown) => {
        logger.warn('Checking the database in another process failed', error)
        return false
      })
      if (deps.shutdown.aborted) return false
      if (!isSoundThere) {
        // It would be checked along; it is attached again by itself.
        detachIndex(database)
        return checkWhole(database, logger)
      }
      noteSound(database)
      return true
    },
    searchIndexing,
    generations: createGenerationStore(database),
    curation: createCurationStore(database),
    steps: stepStore(database),
    edits: createEditStore(database),
    clipFinder: createClipFinder(database),
    readCut: (query: ReadQuery<'cut'>) => whole.read('cut', query),
    readTimeline: (query: ReadQuery<'timeline'>) => whole.read('timeline', query),
    readSummary: () => whole.read('summary', {}),
    readWanted: (folder: ReadQuery<'hotFolder'>) => whole.read('hotFolder', folder),
    library: libraryRows(database, { whole, files, clock, newestKeyAtStart }),
    savedItems: savedItemRows(database),
    prompts: { ...promptRows(database), history: (query: HistoryQuery) => whole.read('history', query) },
    trash: {
      contents: (ids: readonly GenerationId[] | null) => whole.read('trash', { ids }),
      expired: async (sinceMs: number) => (await whole.read('expired', { sinceMs })).keys,
      byKeys: (keys: readonly number[]) => trashedByKeys(database, keys),
      countsSince: (nowMs: number) => countsTrashSince(database, nowMs)
    },
    spending: {
      sentSince: (sinceMs: number) => sentSince(database, sinceMs),
      itemCosts: async (kind: CostedItem) => (await whole.read('itemCosts', { kind })).costs,
      measuredPrices: () => measuredPrices(database)
    },
    account: {
      balance: balanceMemory(database),
      mayHaveBeenChargedSince: (sinceMs: number) => mayHaveBeenChargedSince(database, sinceMs),
      holdLeftovers: (problem: Problem) => holdBackLeftovers(database, clock.now(), newestKeyAtStart, problem)
    },
    installation: installationMemory(database),
    keyValue: {
      read: (name: ValueName) => readValue(database, name),
      write: (name: ValueName, value: string) => writeValue(database, name, value)
    }
  }
}

function libraryRows(
  database: WritableDatabase,
  {
    whole,
    files,
    clock,
    newestKeyAtStart
  }: {
    readonly whole: LibraryReader
    readonly files: LibraryReader
    readonly clock: Clock
    readonly newestKeyAtStart: number
  }
): LibraryRows {
  return {
    folder: libraryMemory(database),
    move: moveMemory(database),
    journal: journaledRows(database, clock),
    knownFiles: (fileNames) => knownFiles(database, fileNames),
    adopt: (clip) => adoptClip(database, clip, clock.now()),
    clipsIn: (item) => clipsIn(database, item),
    findContent: (sha256) => findContent(database, sha256),
    isNameTaken: (fileName) => isNameTaken(database, fileName),
    savedFileCount: async () => (await whole.read('savedFileCount', {})).count,
    fileRecordPages: fileRecordPages(database),
    fileScan: {
      count: async () => (await files.read('fileCount', {})).count,
      page: (page) => files.read('scannedFiles', page),
      end: () => files.close()
    },
    fileRecord: (id) => fileRecord(database, id),
    savedFile: (id) => savedFile(database, id),
    generationOfFile: (fileName) => generationOfFile(database, fileName),
    clipFiles: (ids) => clipFiles(database, ids),
    heldVideos: () => heldVideos(database),
    latestLinks: () => latestLinks(database),
    filesComparedAtMs: () => filesComparedAtMs(database),
    noteFilesCompared: (atMs) => noteFilesCompared(database, atMs),
    noteIncomplete: () => noteIncomplete(database, clock.now(), newestKeyAtStart),
    noteUncertain: () => holdBackUncertain(database, clock.now(), newestKeyAtStart),
    noteImported: () => removeValue(database, 'taking_up')
  }
}

function savedItemRows(database: WritableDatabase): SavedItemRows {
  return {
    read: () => savedItems(database),
    savePreset: (preset) => savePreset(database, preset),
    saveSnippet: (snippet) => saveSnippet(database, snippet),
    revision: () => Number(readValue(database, 'belongings') ?? 0),
    setRevision: (revision) => writeValue(database, 'belongings', String(revision)),
    copiesRead: () => copiesRead(database, 'belongings_copies'),
    noteCopies: (copies) => writeValue(database, 'belongings_copies', JSON.stringify(copies))
  }
}

function promptRows(database: WritableDatabase): Omit<PromptRows, 'history'> {
  return {
    draft: () => readDraft(database),
    saveDraft: (draft) => writeDraft(database, draft),
    savedItems: () => savedItems(database),
    savePreset: (preset) => savePreset(database, preset),
    saveSnippet: (snippet) => saveSnippet(database, snippet),
    removeSavedItem: (id) => removeSavedItem(database, id)
  }
}
