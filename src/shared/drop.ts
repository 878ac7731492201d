import * as z from 'zod'
import { GenerationId } from './generation'
import { Problem } from './problem'

/** Most files of one drop that are read. */
export const mostDropped = 500

/** Outcome for files that were dropped on the window. */
export const DropAnswer = z.discriminatedUnion('kind', [
  /** A clip of the library, which the window shows. */
  z.strictObject({ kind: z.literal('clip'), id: GenerationId, message: z.string() }),
  /** An editor's project that has clips of the library. */
  z.strictObject({ kind: z.literal('edit'), name: z.string(), message: z.string() }),
  z.strictObject({ kind: z.literal('done'), message: z.string() }),
  z.strictObject({ kind: z.literal('refused'), problem: Problem })
])
export type DropAnswer = z.infer<typeof DropAnswer>
