import * as z from 'zod'
import { GenerationId } from '../generation'

/** Declares a call: what it takes and what it answers. */
export const call = <Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) => ({
  input,
  output
})

export const Nothing = z.strictObject({})
export const OneGeneration = z.strictObject({ id: GenerationId })
/** Most clips of one hand-off. */
export const mostHandedOver = 1000
/** Clips in the order on screen; which files they are is decided by the main process. */
export const HandedOver = z.strictObject({ ids: z.array(GenerationId).min(1).max(mostHandedOver) })
