import * as z from 'zod'
import { Microdollars } from './money'

/** Signs of whether an unconfirmed generation was accepted; null where not readable. */
export const AccountSigns = z.strictObject({
  balanceBeforeMicrodollars: Microdollars.nullable(),
  balanceNowMicrodollars: Microdollars.nullable(),
  /** Other generations that were sent since: they are paid from the same balance. */
  sentSince: z.int(),
  queuedAtProvider: z.int().nullable(),
  /** Generations that are running at ModelsLab as far as Dailies knows. */
  runningHere: z.int(),
  /** Videos of the account that no generation here has, the likeliest first. */
  candidates: z
    .array(
      z.strictObject({
        remoteId: z.string(),
        /** Null where the account's list names no prompts. */
        hasThisPrompt: z.boolean().nullable(),
        createdAtMs: z.int().nullable()
      })
    )
    .nullable(),
  candidatesLeftOut: z.int()
})
export type AccountSigns = z.infer<typeof AccountSigns>
