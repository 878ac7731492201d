import { packUse, unpackUse } from '@shared/library/edits'
import type { StoredEdit } from '../../edits/ports'
import type { EditEntry } from '../../library/journal/journal-entry'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import { editStanding, importEdit } from '../tables/curation/edit-table'
import { outcomeOf, type Outcome } from './replay-rules'

/** Returns an edit as the journal has it. */
export const editEntry = ({ edit, uses, revision }: StoredEdit, atMs: number): EditEntry => ({
  version: 1,
  kind: 'edit',
  atMs,
  revision,
  edit,
  uses: uses.map(packUse)
})

const landing = (database: ReadableDatabase, entry: EditEntry): Outcome =>
  outcomeOf(editStanding(database, entry.edit.id), entry)

export const hasEdit = (database: ReadableDatabase, entry: EditEntry): boolean =>
  landing(database, entry) !== 'written'

/**
 * Writes an edit that only the journal has, or has later.
 *
 * @param isTold The entry is in the journal itself.
 */
export function replayEdit(database: WritableDatabase, entry: EditEntry, isTold: boolean): Outcome {
  const outcome = landing(database, entry)
  const { edit, revision } = entry
  const uses = entry.uses.map(unpackUse)
  if (outcome === 'written') importEdit(database, { edit, uses, revision }, isTold)
  return outcome
}
