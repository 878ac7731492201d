import { join } from 'node:path'
import type { Problem } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { Disposables } from '../base/disposables'
import { Signal } from '../base/signal'
import type { CurationStore } from '../curation/ports'
import type { EditStore } from '../edits/ports'
import type { GenerationStore } from '../generations/domain/ports'
import type { Logger } from '../logging/logger'
import type { LibraryRows } from './create'
import { journalRefused } from './folder/folder-problems'
import { FolderWatch } from './folder/folder-watch'
import { LibraryFolder } from './folder/library-folder'
import { LibraryLock, type LockFile } from './folder/library-lock'
import { Pictures } from './folder/pictures'
import { Journal } from './journal/journal'
import type { JournalEntry } from './journal/journal-entry'
import { journaledCuration } from './journal/journaled-curation'
import { journaledEdits } from './journal/journaled-edits'
import { journaledStore } from './journal/journaled-store'

export interface LibraryFolderParts {
  readonly folder: LibraryFolder
  readonly watch: FolderWatch
  /** Fires when the folder is available again. */
  readonly folderReturned: Signal
  readonly pictures: Pictures
  readonly journal: Journal
  /** Appends each change to the journal, once the database has it. */
  readonly store: GenerationStore
  readonly curation: CurationStore
  readonly edits: EditStore
}

/** Creates the folder of clips with its watch, its journal and the pictures of its clips. */
export function createLibraryFolder(deps: {
  readonly folders: { readonly cache: string; readonly defaultLibrary: string }
  /** `libraryFolder`: the folder that the user chose; null for the default one. */
  readonly settings: { readonly current: { readonly libraryFolder: string | null } }
  /** Whether there was a library before this start. */
  readonly hadDatabase: boolean
  readonly rows: Pick<LibraryRows, 'folder' | 'journal'>
  readonly store: GenerationStore
  readonly curation: CurationStore
  readonly edits: EditStore
  readonly lockFile: LockFile
  /** Measures the longest file name that a folder takes, in bytes; left out, by trying. */
  readonly measureNames?: (folder: string) => number
  readonly decoderVersion: string
  readonly clock: Clock
  readonly logger: Logger
  readonly disposables: Disposables
  readonly notice: (notice: Problem) => void
  readonly onRowsAdded: () => void
  readonly onChange: () => void
}): LibraryFolderParts {
  const { folders, rows, lockFile, clock, logger, disposables, notice } = deps
  const chosenFolder = deps.settings.current.libraryFolder
  const lock = new LibraryLock({ lockFile, logger: logger.child('library') })
  disposables.add(() => lock.close())
  const folder = new LibraryFolder(chosenFolder ?? folders.defaultLibrary, {
    isKnown: deps.hadDatabase || chosenFolder !== null,
    memory: rows.folder,
    lock,
    ...(deps.measureNames && { measureNames: deps.measureNames })
  })
  const folderReturned = new Signal()
  const watch = new FolderWatch({ folder, clock, onChange: deps.onChange, onBack: folderReturned.fire })
  disposables.add(() => watch.stop())
  const pictures = new Pictures(join(folders.cache, 'posters'), logger.child('pictures'), deps.decoderVersion)
  const journal = new Journal({
    path: () => folder.journalPath,
    libraryId: () => folder.idIfOurs,
    rows: rows.journal,
    onImported: deps.onRowsAdded,
    onRefused: (lines) => notice(journalRefused(lines)),
    logger: logger.child('journal')
  })
  disposables.add(() => journal.flush())
  const journaling = { append: (entry: JournalEntry) => journal.append(entry), clock }
  const store = journaledStore(deps.store, journaling)
  const curation = journaledCuration(deps.curation, journaling)
  const edits = journaledEdits(deps.edits, journaling)
  return { folder, watch, folderReturned, pictures, journal, store, curation, edits }
}
