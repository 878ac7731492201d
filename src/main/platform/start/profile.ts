import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { App } from 'electron'
import { errorCode } from '../../base/errors'
import type { LaunchOptions } from './launch-options'
import { xdgFolder } from './xdg-folder'

interface Surroundings {
  readonly demo: boolean
  /** Value of `--user-data-dir`; empty without it. */
  readonly asked: string
  /** The system's folder for application data, from Electron. */
  readonly appData: string
  readonly appName: string
  readonly home: string
  readonly platform: NodeJS.Platform
  readonly xdgConfigHome: string | undefined
}

/**
 * Returns the profile folder. Demo mode has its own, apart from the user's data.
 * @internal
 */
export function profileFolder(around: Surroundings): string {
  const own = around.asked === '' ? join(appDataFolder(around), around.appName) : resolve(around.asked)
  return around.demo ? join(own, 'demo') : own
}

const appDataFolder = ({ appData, home, platform, xdgConfigHome }: Surroundings): string =>
  platform === 'linux' ? xdgFolder(xdgConfigHome, home, '.config') : appData

/**
 * Sets the profile folder; call before anything reads it.
 *
 * @returns A sentence for the user if the folder is not writable. Electron then gets a temporary one, so that it can
 * show the sentence.
 */
export function useProfile(app: App, options: LaunchOptions, home: string): string | null {
  const folder = profileFolder({
    demo: options.demo,
    asked: app.commandLine.getSwitchValue('user-data-dir'),
    appData: app.getPath('appData'),
    appName: app.getName(),
    home,
    platform: process.platform,
    xdgConfigHome: process.env['XDG_CONFIG_HOME']
  })
  const problem = whyNotWritable(folder)
  app.setPath('userData', problem === null ? folder : mkdtempSync(join(tmpdir(), 'dailies-')))
  return problem
}

/**
 * Creates the folder if missing, and returns why it is not writable; null if it is.
 * @internal
 */
export function whyNotWritable(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
    return null
  } catch (error) {
    const code = errorCode(error) || 'unknown'
    return `Nothing can be written to ${folder} (${code}). Allow writing there, or start Dailies with --user-data-dir and another folder.`
  }
}
