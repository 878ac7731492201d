import * as z from 'zod'
import { GenerationId } from '../generation'
import { longestTemplate } from '../names/name-template'
import { call, Nothing } from './parts'

/** Most clips of a selection that are renamed at once. */
export const mostRenamed = 10_000
/** Most names that a plan or a report shows. */
export const mostNamesShown = 200

/** Null for every clip of the library. */
const Renamed = z.strictObject({ ids: z.array(GenerationId).min(1).max(mostRenamed).nullable() })

/** What a renaming would do. */
export const RenamePlan = z.strictObject({
  /** How many files get another name. */
  count: z.int(),
  /** The first of them. */
  names: z.array(z.strictObject({ from: z.string(), to: z.string() })).max(mostNamesShown),
  /** How many of the clips were dragged or copied to another program. */
  handedOff: z.int(),
  /** How many are in a project file of an editor, as far as one was dropped here. */
  inEdits: z.int(),
  /** How many files the last renaming changed, which can be undone; 0 for none. */
  undoable: z.int()
})
export type RenamePlan = z.infer<typeof RenamePlan>

const RenameReport = z.strictObject({
  renamed: z.int(),
  left: z.int(),
  /** The first that kept their names, and why. */
  leftNames: z.array(z.strictObject({ fileName: z.string(), why: z.string() })).max(mostNamesShown)
})
export type RenameReport = z.infer<typeof RenameReport>

/** Calls about the names of clips' files. */
export const nameCalls = {
  /** Names the newest clip by a template. */
  'names.sample': call(
    z.strictObject({ template: z.string().max(longestTemplate) }),
    z.strictObject({ name: z.string() })
  ),
  'names.plan': call(Renamed, RenamePlan),
  /** Renames files by the template of the settings. */
  'names.rename': call(Renamed, RenameReport),
  'names.undoRename': call(Nothing, RenameReport)
} as const
