import * as z from 'zod'
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
  failedCount: z.int()
})
export type SpendRow = z.infer<typeof SpendRow>

export const SpendSummary = z.strictObject({
  today: SpendRow,
  month: SpendRow,
  rows: z.array(SpendRow)
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
