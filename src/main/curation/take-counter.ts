import { mostTakes } from '@shared/library/annotations'
import type { ItemId } from '@shared/library/items'
import type { CurationStore } from './ports'

/** Returns a function that gives each clip which enters a shot the next take number. */
export function takeCounter(store: Pick<CurationStore, 'nextTake'>): (shot: ItemId) => number {
  const takes = new Map<ItemId, number>()
  return (shot) => {
    // A forged journal line may have given the highest number that can be read back.
    const take = Math.min(takes.get(shot) ?? store.nextTake(shot), mostTakes)
    takes.set(shot, take + 1)
    return take
  }
}
