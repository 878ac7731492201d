import type { Problem } from '@shared/problem'
import type { Clock } from './clock'
import { adoptClip, knowsFile } from './db/adoption'
import type { WritableDatabase } from './db/database'
import { fileRecords } from './db/file-records'
import type { Generation } from './generations/generation'
import type { GenerationStore } from './generations/ports'
import type { Journal, JournalEntry } from './library/journal'
import { Library, type LibraryDesktop } from './library/library'
import type { LibraryFolder } from './library/library-folder'
import { LibraryRebuild } from './library/rebuild'
import { reconcileFiles } from './library/reconcile'
import type { Logger } from './logging/logger'
import { findPacket } from './media/packet-box'

/** Builds what looks after the folder of clips as a whole. */
export function composeLibrary(needs: {
  readonly folder: LibraryFolder
  readonly journal: Journal
  readonly database: WritableDatabase
  readonly store: GenerationStore
  readonly clock: Clock
  readonly logger: Logger
  readonly desktop: LibraryDesktop
  readonly announce: (generation: Generation) => void
  readonly rememberFolder: (path: string) => void
  readonly notice: (notice: Problem) => void
  readonly onChange: () => void
}): Library {
  const { folder, database, store } = needs
  const rebuild = new LibraryRebuild({
    folder,
    readJournal: () => needs.journal.read(),
    findPacket,
    inspect: async (path) => {
      // The parser is large and needed rarely: not worth the time at every start.
      const { inspect } = await import('./media/inspect')
      const inspection = await inspect(path)
      return inspection.kind === 'video' ? inspection.media : null
    },
    knowsFile: (fileName) => knowsFile(database, fileName),
    adopt: (clip) => adoptClip(database, clip, needs.clock.now()),
    replay: (entry) => replay(entry, store),
    logger: needs.logger
  })
  return new Library({
    ...needs,
    rebuild,
    reconcile: () =>
      reconcileFiles({
        folder,
        records: fileRecords(database),
        change: (id, change) => needs.announce(store.changeVideo(id, change))
      }),
    savedClips: () => fileRecords(database).filter(({ state }) => state === 'saved')
  })
}

function replay(entry: JournalEntry, store: GenerationStore): void {
  if (!store.find(entry.generationId)) return
  if (entry.kind === 'charged') store.setCharged(entry.generationId, entry.microdollars)
  else store.setDeleted([entry.generationId], entry.kind === 'deleted' ? entry.atMs : null)
}
