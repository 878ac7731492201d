import * as z from 'zod'
import { GenerationId } from '../generation'
import { Microdollars } from './money'

const cost = {
  generations: z.int(),
  /** Sum of measured costs. */
  knownMicrodollars: Microdollars,
  /** Sent, and charged an amount that could not be measured. */
  unknownCount: z.int(),
  /** Estimated cost of those, as far as there are prices. */
  aboutMicrodollars: Microdollars,
  /** How many of those have no price either. */
  unpricedCount: z.int()
}

/** Cost of some generations, as far as it is known. */
export const SpendCost = z.strictObject(cost)
export type SpendCost = z.infer<typeof SpendCost>

/** Cost of a group of generations. */
export const SpendRow = z.strictObject({
  /** The day (`2026-11-22`), or the id of the model, batch, project, shot or edit. */
  key: z.string(),
  /** The first prompt of a batch, the name of a project, shot or edit; else null. */
  title: z.string().nullable(),
  ...cost,
  /** What is in the cut, of an edit; the rest was made for it and not used. */
  cut: SpendCost.nullable(),
  failedCount: z.int(),
  /** Takes that are used; null where costs are not added up by project or shot. */
  circledCount: z.int().nullable()
})
export type SpendRow = z.infer<typeof SpendRow>

/** What costs are added up by. */
export const SpendGroup = z.enum(['day', 'model', 'batch', 'project', 'shot', 'edit'])
export type SpendGroup = z.infer<typeof SpendGroup>

/** A generation that failed after it was sent and may have been charged. */
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
  /** Latest first; including hidden and deleted ones. */
  failures: z.array(SpentFailure)
})
export type SpendSummary = z.infer<typeof SpendSummary>

/** A price learned from measured charges. */
export const MeasuredPrice = z.strictObject({
  modelId: z.string(),
  durationSeconds: z.int().nullable(),
  resolution: z.string().nullable(),
  /** Whether audio was requested; null where the model has no switch for it. */
  generateAudio: z.boolean().nullable(),
  /** Costs of single runs, newest first. */
  charges: z.array(Microdollars).max(50)
})
export type MeasuredPrice = z.infer<typeof MeasuredPrice>
