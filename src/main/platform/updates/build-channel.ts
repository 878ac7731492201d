import { shell } from 'electron'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import type { UpdateChannel } from '../../updates/ports'
import type { UserGestures } from '../page/user-gestures'

/** Set by the build from `DAILIES_UPDATE_FEED` and its companions; null without a feed. */
declare const __UPDATE_CHANNEL__: {
  /** Address of a folder, with a slash at its end. */
  readonly feed: string
  readonly page: string
  /** Who signs the program on Windows. */
  readonly publisher: string | null
} | null

const feedFiles: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'latest-linux.yml',
  darwin: 'latest-mac.yml',
  win32: 'latest.yml'
}

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
  const file = feedFiles[process.platform]
  if (file === undefined) return null
  // On Windows the name of the publisher is what the signature is compared with.
  const checksSignatures =
    process.platform === 'darwin' || (process.platform === 'win32' && publisher !== null)
  return {
    feedUrl: new URL(file, feed).href,
    loadReader: () => import('../../updates/feed/read-feed'),
    loadInstaller:
      checksSignatures && deps.isPackaged
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
