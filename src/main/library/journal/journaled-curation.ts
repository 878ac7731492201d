import type { Clock } from '../../base/clock'
import type { CurationStore } from '../../curation/ports'
import type { JournalEntry } from './journal-entry'

/** Returns a store that appends each change to the journal, once the database has it. */
export const journaledCuration = (
  store: CurationStore,
  deps: { readonly append: (entry: JournalEntry) => void; readonly clock: Pick<Clock, 'now'> }
): CurationStore => ({
  ...store,
  write: (edit) => {
    const written = store.write(edit)
    const about = { version: 1, atMs: deps.clock.now() } as const
    // Before the clips that are in them.
    for (const { item, revision } of written.items) deps.append({ ...about, kind: 'item', revision, item })
    for (const { id, revision, annotations } of written.generations) {
      deps.append({ ...about, kind: 'annotated', generationId: id, revision, annotations })
    }
    return written
  }
})
