import * as z from 'zod'
import { GenerationId, VideoId } from '../generation'
import { Microdollars } from '../money/money'
import { ItemId } from './items'

/** Most shots whose takes are read at once, and most takes of each. */
export const shotsAtOnce = 50
export const mostTakesShown = 60

/** The circled take of a shot. */
export const CutTake = z.strictObject({
  shotId: ItemId,
  id: GenerationId,
  /** Null where it has no file. */
  videoId: VideoId.nullable(),
  /** Of the file, else as it was asked for. */
  lengthMs: z.number().nullable(),
  inMs: z.int().nullable(),
  outMs: z.int().nullable(),
  microdollars: Microdollars.nullable()
})
export type CutTake = Readonly<z.infer<typeof CutTake>>

/** The circled takes of a project, in the order of its shots. */
export const Cut = z.strictObject({ takes: z.array(CutTake) })
export type Cut = Readonly<z.infer<typeof Cut>>

/** Returns how long a take plays: between its marks, if it has any. */
const playedMs = ({ lengthMs, inMs, outMs }: Pick<CutTake, 'lengthMs' | 'inMs' | 'outMs'>): number =>
  Math.max(0, Math.min(outMs ?? Infinity, lengthMs ?? outMs ?? 0) - (inMs ?? 0))

/** Returns length and cost of a cut. `unpriced`: how many of its takes have no measured cost. */
export function cutTotals({ takes }: Cut): {
  readonly lengthMs: number
  readonly microdollars: number
  readonly unpriced: number
} {
  return {
    lengthMs: takes.reduce((sum, take) => sum + playedMs(take), 0),
    microdollars: takes.reduce((sum, take) => sum + (take.microdollars ?? 0), 0),
    unpriced: takes.filter(({ microdollars }) => microdollars === null).length
  }
}
