import type { Problem } from '@shared/problem'
import type { Clock } from '../../base/clock'
import type { Disposables } from '../../base/disposables'
import type { GenerationStore } from '../../generations/domain/ports'
import type { Logger } from '../../logging/logger'
import { journalRefused } from '../folder/folder-problems'
import type { LibraryFolder } from '../folder/library-folder'
import { Journal, type JournaledRows } from './journal'
import { journaledStore } from './journaled-store'

/** Creates the journal in the library folder, and a store that appends each change to it. */
export function createJournal(deps: {
  readonly folder: LibraryFolder
  readonly rows: JournaledRows
  readonly store: GenerationStore
  readonly clock: Clock
  readonly logger: Logger
  readonly disposables: Disposables
  readonly onRowsAdded: () => void
  readonly notice: (notice: Problem) => void
}): { readonly journal: Journal; readonly store: GenerationStore } {
  const { folder, rows, clock, onRowsAdded, notice } = deps
  const journal = new Journal({
    path: () => folder.journalPath,
    libraryId: () => folder.idIfOurs,
    rows,
    onBrought: onRowsAdded,
    onRefused: (lines) => notice(journalRefused(lines)),
    logger: deps.logger.child('journal')
  })
  deps.disposables.add(() => journal.flush())
  const store = journaledStore(deps.store, { append: (entry) => journal.append(entry), clock })
  return { journal, store }
}
