import type { Listing, ListingEntry } from '../library/listing'

/** Packs entries that are sorted newest first. */
export function packListing(entries: readonly ListingEntry[]): Listing {
  return {
    keys: Float64Array.from(entries, ({ key }) => key),
    shapes: Float32Array.from(entries, ({ shape }) => shape),
    playable: Uint8Array.from(entries, ({ isPlayable }) => (isPlayable ? 1 : 0)),
    ids: entries.map(({ id }) => id).join('')
  }
}
