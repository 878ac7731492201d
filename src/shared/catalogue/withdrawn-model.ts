import * as z from 'zod'
import { ModelId } from '../request'

/** A model that ModelsLab said is gone, until the user tries it again. */
export const WithdrawnModel = z.strictObject({
  id: ModelId,
  /** Day of the answer, as `2026-11-22`. */
  on: z.iso.date(),
  /** The answer's words. */
  words: z.string().max(600).nullable()
})
export type WithdrawnModel = z.infer<typeof WithdrawnModel>

/** Maximum number of marks; the oldest are dropped first. */
export const withdrawnLimit = 200
