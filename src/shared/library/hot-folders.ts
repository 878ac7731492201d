import * as z from 'zod'
import { ItemId } from './items'

export const HotFolderId = z.uuid().brand('HotFolderId')
export type HotFolderId = z.infer<typeof HotFolderId>

/** Which clips a hot folder holds. */
export const HotFolderRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('circled') }),
  z.strictObject({ kind: z.literal('stars'), from: z.int().min(1).max(5) })
])
export type HotFolderRule = Readonly<z.infer<typeof HotFolderRule>>

/** A folder of the user that holds a copy of some clips, for an editor to watch or import. */
export const HotFolder = z.strictObject({
  id: HotFolderId,
  /** Real path, as it was when the user chose it. */
  path: z.string().min(1),
  rule: HotFolderRule,
  /** Null for the whole library. */
  projectId: ItemId.nullable(),
  /** `link`: files there are the library's own under a second name. */
  way: z.enum(['copy', 'link'])
})
export type HotFolder = Readonly<z.infer<typeof HotFolder>>

export const mostHotFolders = 20

/**
 * `not_there`: the folder or our marker in it is missing, as where a drive is not connected. `taken_over`: the marker is
 * another hot folder's. `incomplete`: some clips could not be added or removed yet.
 */
export const HotFolderStatus = z.enum([
  'waiting',
  'syncing',
  'up_to_date',
  'incomplete',
  'not_there',
  'not_safe',
  'read_only',
  'full',
  'taken_over',
  'in_library',
  'project_gone',
  'failed'
])
export type HotFolderStatus = z.infer<typeof HotFolderStatus>

export const HotFolderState = z.strictObject({
  id: HotFolderId,
  status: HotFolderStatus,
  /** How many clips are there. */
  clips: z.int(),
  /** How many are still to be added or removed. */
  waiting: z.int()
})
export type HotFolderState = Readonly<z.infer<typeof HotFolderState>>
