import * as z from 'zod'
import { call, Nothing } from './parts'

/** Calls about the sidecars of clips. */
export const sidecarCalls = {
  /** Removes the sidecars that no other program changed. `left`: how many stay. */
  'sidecars.remove': call(Nothing, z.strictObject({ removed: z.int(), left: z.int() }))
} as const
