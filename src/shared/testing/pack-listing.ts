import type { Listing, ListingEntry } from '../library/listing'

/** Packs entries that are sorted newest first. */
export function packListing(entries: readonly ListingEntry[]): Listing {
  return {
    keys: Float64Array.from(entries, ({ key }) => key),
    shapes: Float32Array.from(entries, ({ shape }) => shape),
    looks: Uint8Array.from(entries, ({ look }) => look),
    ranks: new Float64Array(),
    ids: entries.map(({ id }) => id).join('')
  }
}
