import { packUse } from '@shared/library/edits'
import type { Clock } from '../../base/clock'
import type { EditStore } from '../../edits/ports'
import type { JournalEntry } from './journal-entry'

/** Returns a store that appends each change to the journal, once the database has it. */
export const journaledEdits = (
  store: EditStore,
  deps: { readonly append: (entry: JournalEntry) => void; readonly clock: Pick<Clock, 'now'> }
): EditStore => ({
  ...store,
  write: (change) => {
    const written = store.write(change)
    const { edit, revision, uses } = written
    const atMs = deps.clock.now()
    deps.append({ version: 1, kind: 'edit', atMs, revision, edit, uses: uses.map(packUse) })
    return written
  }
})
