import * as z from 'zod'
import { ModelId } from '../request'

/** A model that ModelsLab said is gone, until the user tries it again. */
export const WithdrawnModel = z.strictObject({
  id: ModelId,
  /** The day it was said, as `2026-11-22`. */
  on: z.iso.date(),
  /** What was said. */
  words: z.string().max(600).nullable()
})
export type WithdrawnModel = z.infer<typeof WithdrawnModel>

/** More marks than this are of no use to anybody; the oldest goes first. */
export const withdrawnLimit = 200
