import * as z from 'zod'
import { longestSearch } from '../search/search'
import { Sort } from './sorts'
import { viewNames } from './views'

/** Most rows of one page. */
export const pageLimit = 200
/** Most clips of one part of a list. A longer message would need several times its size in memory, in each process. */
export const listLimit = 10_000
/** How many clips of a list the window asks for first: more than it shows, and read before the whole list. */
export const firstClips = 60

export const GenerationQuery = z.strictObject({
  view: z.enum(viewNames),
  /** As `parseSearch` reads it; empty for no search. */
  text: z.string().max(longestSearch),
  /** Only generations older than this `createdAtUs`. */
  before: z.int().nonnegative().nullable(),
  limit: z.int().min(1).max(pageLimit)
})
export type GenerationQuery = z.infer<typeof GenerationQuery>

/** Asks for a part of what a list is laid out from. */
export const ListQuery = GenerationQuery.extend({
  limit: z.int().min(1).max(listLimit),
  sort: Sort
})
export type ListQuery = z.infer<typeof ListQuery>
