import { shell } from 'electron'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import type { UpdateChannel } from '../../updates/ports'
import type { UserGestures } from '../page/user-gestures'
import { feedFile, installsUpdates } from './feed-file'

/** Set by the build from `DAILIES_UPDATE_FEED` and its companions; null without a feed. */
declare const __UPDATE_CHANNEL__: {
  /** Address of a folder, with a slash at its end. */
  readonly feed: string
  readonly page: string
  /** Who signs the program on Windows. */
  readonly publisher: string | null
} | null

/**
 * Returns where newer versions come from. In a build without a feed, nothing of it is in the program: the condition is
 * decided by the build, which then leaves out both libraries.
 */
export function buildChannel(deps: {
  readonly gestures: UserGestures
  readonly isPackaged: boolean
  readonly leave: UpdateChannel['leave']
  readonly clock: Clock
  readonly logger: Logger
}): UpdateChannel | null {
  if (__UPDATE_CHANNEL__ === null) return null
  const { feed, page, publisher } = __UPDATE_CHANNEL__
  const file = feedFile(process)
  if (file === null) return null
  return {
    feedUrl: new URL(file, feed).href,
    loadReader: () => import('../../updates/feed/read-feed'),
    loadInstaller: installsUpdates({ platform: process.platform, isPackaged: deps.isPackaged, publisher })
      ? async () =>
          (await import('./system-installer')).createSystemInstaller({ ...deps, folder: feed, publisher })
      : null,
    openPage: async () => {
      deps.gestures.take()
      await shell.openExternal(page)
    },
    leave: deps.leave
  }
}
