import * as z from 'zod'
import { GenerationId } from '../generation'
import { Microdollars } from './money'

/** What a group of generations cost, as far as it is known. */
export const SpendRow = z.strictObject({
  /** The day (`2026-11-22`), the model's id, or the batch's id. */
  key: z.string(),
  /** The first prompt of a batch; else null. */
  prompt: z.string().nullable(),
  generations: z.int(),
  /** The sum of what was measured. */
  knownMicrodollars: Microdollars,
  /** Sent, and charged an amount that could not be measured. */
  unknownCount: z.int(),
  /** What those may have cost, as far as there are prices. */
  aboutMicrodollars: Microdollars,
  /** How many of those have no price either. */
  unpricedCount: z.int(),
  failedCount: z.int()
})
export type SpendRow = z.infer<typeof SpendRow>

/** One that failed after it was sent, and is not known to have cost nothing. */
export const SpentFailure = z.strictObject({
  id: GenerationId,
  prompt: z.string(),
  modelId: z.string(),
  /** Null where it could not be measured. */
  chargedMicrodollars: Microdollars.nullable()
})
export type SpentFailure = z.infer<typeof SpentFailure>

export const SpendSummary = z.strictObject({
  today: SpendRow,
  month: SpendRow,
  rows: z.array(SpendRow),
  /** The latest first; also those that were hidden or deleted. */
  failures: z.array(SpentFailure)
})
export type SpendSummary = z.infer<typeof SpendSummary>

/** A price learned from charges that were measured. */
export const MeasuredPrice = z.strictObject({
  modelId: z.string(),
  durationSeconds: z.int().nullable(),
  resolution: z.string().nullable(),
  /** Whether sound was asked for; null where the model has no switch for it. */
  generateAudio: z.boolean().nullable(),
  /** What single runs cost, newest first. */
  charges: z.array(Microdollars).max(50)
})
export type MeasuredPrice = z.infer<typeof MeasuredPrice>
