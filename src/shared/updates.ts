import * as z from 'zod'

/** What is known of newer versions. The whole is absent (null) in a program that was built without a feed. */
export const UpdatesView = z.strictObject({
  /**
   * `unknown`: not looked yet. `failed`: the feed could not be read. `newest`: there is nothing newer. `ready`: downloaded and
   * checked, and waits for the user.
   */
  status: z.enum(['unknown', 'checking', 'failed', 'newest', 'available', 'downloading', 'ready']),
  /** The newer version. */
  version: z.string().nullable(),
  /** Whether Dailies can install it. Where signatures cannot be checked, it only says that there is one. */
  canInstall: z.boolean(),
  /** The user does not want to be reminded of this version before the next start. */
  isDismissed: z.boolean()
})
export type UpdatesView = z.infer<typeof UpdatesView>
