import type { ItemEntry } from '../../library/journal/journal-entry'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import { importItem, storedItems } from '../tables/curation/item-table'
import { outcomeOf, type Outcome } from './replay-rules'

function landing(database: ReadableDatabase, entry: ItemEntry): Outcome {
  const [stored = null] = storedItems(database, [entry.item.id])
  return stored && stored.item.kind !== entry.item.kind ? 'refused' : outcomeOf(stored, entry)
}

export const hasItem = (database: ReadableDatabase, entry: ItemEntry): boolean =>
  landing(database, entry) !== 'written'

/**
 * Writes an item that only the journal has, or has later.
 *
 * @param isTold The entry is in the journal itself.
 */
export function replayItem(database: WritableDatabase, entry: ItemEntry, isTold: boolean): Outcome {
  const outcome = landing(database, entry)
  if (outcome === 'written') importItem(database, entry, isTold)
  return outcome
}
