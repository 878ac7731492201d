import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { App } from 'electron'
import { errorCode } from '../../base/errors'
import type { Logger } from '../../logging/logger'
import type { LaunchOptions } from './launch-options'
import { xdgFolder } from './xdg-folder'

interface Surroundings {
  readonly demo: boolean
  readonly profile: string
  /** Whether the user chose the profile's folder, with `--user-data-dir`. */
  readonly isChosen: boolean
  readonly appName: string
  readonly home: string
  readonly platform: NodeJS.Platform
  readonly xdgCacheHome: string | undefined
}

const inside = (profile: string): string => join(profile, 'cache')

/**
 * Returns the folder for what can be made again, such as pictures. Linux has one for that, which backups leave out
 * (XDG Base Directory Specification); elsewhere, and in a profile that the user chose, it is in the profile.
 * @internal
 */
export function cacheFolder({
  demo,
  profile,
  isChosen,
  appName,
  home,
  platform,
  xdgCacheHome
}: Surroundings): string {
  if (isChosen || platform !== 'linux') return inside(profile)
  return join(xdgFolder(xdgCacheHome, home, '.cache'), demo ? `${appName} Demo` : appName)
}

/**
 * Moves the cache of an earlier version, which had it in the profile, before anything is awaited. Across disks, or where
 * there is a newer one, it is deleted, which may take a while.
 *
 * @throws where neither is possible.
 * @internal
 */
export async function moveCache(profile: string, folder: string): Promise<void> {
  const earlier = inside(profile)
  if (earlier === folder || !existsSync(earlier)) return
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true, mode: 0o700 })
    try {
      renameSync(earlier, folder)
      return
    } catch (error) {
      if (errorCode(error) !== 'EXDEV') throw error
    }
  }
  await rm(earlier, { recursive: true, force: true })
}

/** Returns the cache folder of the profile in use, with the cache of an earlier version in it. */
export function useCacheFolder(app: App, { demo }: LaunchOptions, home: string, logger: Logger): string {
  const profile = app.getPath('userData')
  const folder = cacheFolder({
    demo,
    profile,
    isChosen: app.commandLine.getSwitchValue('user-data-dir') !== '',
    appName: app.getName(),
    home,
    platform: process.platform,
    xdgCacheHome: process.env['XDG_CACHE_HOME']
  })
  moveCache(profile, folder).catch((error: unknown) => logger.warn('Moving the cache failed', error))
  return folder
}
