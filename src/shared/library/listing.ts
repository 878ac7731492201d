import * as z from 'zod'
import { clipShape, isUsable, type GenerationId, type GenerationView } from '../generation'

/** Characters of an id. */
export const idLength = 36

/**
 * Everything that a list is laid out from, newest first: one entry a generation, about fifty bytes. The rows themselves
 * are read for what is on screen.
 */
export const Listing = z.strictObject({
  /** `createdAtUs` of each. */
  keys: z.instanceof(Float64Array),
  /** Width over height of each. */
  shapes: z.instanceof(Float32Array),
  /** 1 for each that has a clip to play. */
  playable: z.instanceof(Uint8Array),
  /** All ids in one text, 36 characters each: 100,000 strings would take far longer to send. */
  ids: z.string()
})
export type Listing = z.infer<typeof Listing>

export interface ListingEntry {
  readonly key: number
  readonly id: GenerationId
  readonly shape: number
  readonly isPlayable: boolean
}

export const listingEntry = (generation: GenerationView): ListingEntry => ({
  key: generation.createdAtUs,
  id: generation.id,
  shape: clipShape(generation),
  isPlayable: generation.videos.some(isUsable)
})

/** Joins parts of a list, the newest first. */
export function joinListings(parts: readonly Listing[]): Listing {
  const length = parts.reduce((sum, { keys }) => sum + keys.length, 0)
  const whole = {
    keys: new Float64Array(length),
    shapes: new Float32Array(length),
    playable: new Uint8Array(length)
  }
  let at = 0
  for (const { keys, shapes, playable } of parts) {
    whole.keys.set(keys, at)
    whole.shapes.set(shapes, at)
    whole.playable.set(playable, at)
    at += keys.length
  }
  return { ...whole, ids: parts.map(({ ids }) => ids).join('') }
}

/** Returns the id of the entry at a position. */
export const listedId = ({ ids }: Pick<Listing, 'ids'>, position: number): GenerationId =>
  ids.slice(position * idLength, (position + 1) * idLength) as GenerationId

export const listedIds = (listing: Listing): readonly GenerationId[] =>
  Array.from(listing.keys, (_key, position) => listedId(listing, position))
