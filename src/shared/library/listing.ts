import * as z from 'zod'
import { clipShape, isUsable, type GenerationId, type GenerationView } from '../generation'
import { views } from './views'

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
  /** `ClipLook` of each. */
  looks: z.instanceof(Uint8Array),
  /** Place of each in the order that was asked for, from 0; empty for newest first. */
  ranks: z.instanceof(Float64Array),
  /** All ids in one text, 36 characters each: 100,000 strings would take far longer to send. */
  ids: z.string()
})
export type Listing = z.infer<typeof Listing>

/**
 * How a list draws a clip, known before its row is read. `picture`: has a clip to play. `missing`: had one, whose file
 * is gone. `exception`: waits for the user and has nothing to show. `card`: anything else.
 */
export const clipLook = { card: 0, picture: 1, missing: 2, exception: 3 } as const
export type ClipLook = (typeof clipLook)[keyof typeof clipLook]

export interface ListingEntry {
  readonly key: number
  readonly id: GenerationId
  readonly shape: number
  readonly look: ClipLook
}

export const listingEntry = (generation: GenerationView): ListingEntry => ({
  key: generation.createdAtUs,
  id: generation.id,
  shape: clipShape(generation),
  look: lookOf(generation)
})

function lookOf(generation: GenerationView): ClipLook {
  if (generation.videos.some(isUsable)) return clipLook.picture
  if (!views.needs_you.matches(generation)) return clipLook.card
  const isMissing = generation.videos.some(({ state }) => state === 'missing')
  return isMissing ? clipLook.missing : clipLook.exception
}

/** Joins parts of a list, the newest first. */
export function joinListings(parts: readonly Listing[]): Listing {
  const length = parts.reduce((sum, { keys }) => sum + keys.length, 0)
  const whole = {
    keys: new Float64Array(length),
    shapes: new Float32Array(length),
    looks: new Uint8Array(length),
    ranks: new Float64Array(parts[0]?.ranks.length ? length : 0)
  }
  let at = 0
  for (const { keys, shapes, looks, ranks } of parts) {
    whole.keys.set(keys, at)
    whole.shapes.set(shapes, at)
    whole.looks.set(looks, at)
    if (whole.ranks.length > 0) whole.ranks.set(ranks, at)
    at += keys.length
  }
  return { ...whole, ids: parts.map(({ ids }) => ids).join('') }
}

/** Returns the id of the entry at a position. */
export const listedId = ({ ids }: Pick<Listing, 'ids'>, position: number): GenerationId =>
  ids.slice(position * idLength, (position + 1) * idLength) as GenerationId

export const listedIds = (listing: Listing): readonly GenerationId[] =>
  Array.from(listing.keys, (_key, position) => listedId(listing, position))
