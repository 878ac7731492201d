import type { ItemEntry } from '../../library/journal/journal-entry'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import { importItem, storedItems } from '../tables/curation/item-table'
import { isTooFarAhead } from './replay-rules'

/** What an entry does to its item: it is new, known, or contradicts the row. */
function landing(database: ReadableDatabase, entry: ItemEntry): 'written' | 'known' | 'refused' {
  const [stored = null] = storedItems(database, [entry.item.id])
  if (isTooFarAhead(stored, entry) || (stored && stored.item.kind !== entry.item.kind)) return 'refused'
  return stored && entry.revision <= stored.revision ? 'known' : 'written'
}

export const hasItem = (database: ReadableDatabase, entry: ItemEntry): boolean =>
  landing(database, entry) !== 'written'

/**
 * Writes an item that only the journal has, or has later.
 *
 * @param isTold The entry is in the journal itself.
 */
export function replayItem(
  database: WritableDatabase,
  entry: ItemEntry,
  isTold: boolean
): 'written' | 'known' | 'refused' {
  const outcome = landing(database, entry)
  if (outcome === 'written') importItem(database, entry, isTold)
  return outcome
}
