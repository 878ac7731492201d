import * as z from 'zod'
import { GenerationId } from '../generation'
import { Problem } from '../problem'

/** `copy`: into the library folder. `link`: the file stays where it is. */
export const ImportKind = z.enum(['copy', 'link'])
export type ImportKind = z.infer<typeof ImportKind>

/** Most files that one report names. */
export const mostNamed = 50

/** Progress of an import. */
export const ImportProgress = z.strictObject({
  /** Files that are done, and all. */
  done: z.int(),
  total: z.int(),
  /** Name of the current file. */
  fileName: z.string(),
  /** Share of it that was read, hashed and copied, from 0 to 1. */
  share: z.number()
})
export type ImportProgress = z.infer<typeof ImportProgress>

/** Outcome of an import. Lists are cut at `mostNamed`; counts are not. */
export const ImportReport = z.strictObject({
  imported: z.int(),
  /** Clips of Dailies that were not in the library, with their requests. */
  adopted: z.int(),
  /** Already in the library, by their content. */
  known: z.int(),
  /** Clips that were imported or are known, for the selection. */
  ids: z.array(GenerationId),
  refused: z.int(),
  /** Why, for the first of them. */
  problems: z.array(z.strictObject({ fileName: z.string(), problem: Problem })),
  /** Files left because the user stopped the import. */
  left: z.int()
})
export type ImportReport = z.infer<typeof ImportReport>
