import * as z from 'zod'
import { HotFolder, HotFolderId } from '../library/hot-folders'
import { call, Nothing } from './parts'

const OneFolder = z.strictObject({ id: HotFolderId })

/** Calls about folders that chosen clips are mirrored into. */
export const hotFolderCalls = {
  /** Opens the folder dialog; `added` is false when it was cancelled. */
  'hotFolders.add': call(
    HotFolder.pick({ rule: true, projectId: true, way: true }),
    z.strictObject({ added: z.boolean() })
  ),
  'hotFolders.change': call(HotFolder.pick({ id: true, rule: true, projectId: true }), Nothing),
  /** Ends mirroring. `remove`: also removes the files that Dailies put there and nobody changed. */
  'hotFolders.stop': call(
    OneFolder.extend({ remove: z.boolean() }),
    z.strictObject({ removed: z.int(), left: z.int() })
  ),
  'hotFolders.open': call(OneFolder, Nothing)
} as const
