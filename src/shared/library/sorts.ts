import * as z from 'zod'

/** Orders of the library. All but the first two are the newest first among equals; what has no value comes last. */
export const Sort = z.enum([
  'newest',
  'oldest',
  'shot',
  'stars',
  'longest',
  'shortest',
  'highest_cost',
  'lowest_cost'
])
export type Sort = z.infer<typeof Sort>
