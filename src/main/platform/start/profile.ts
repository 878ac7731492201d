import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import type { App } from 'electron'
import { errorCode } from '../../base/errors'
import type { LaunchOptions } from './launch-options'

interface Surroundings {
  readonly demo: boolean
  /** What `--user-data-dir` says; empty without it. */
  readonly asked: string
  /** Where the system keeps what belongs to programs, as Electron has it. */
  readonly appData: string
  readonly appName: string
  readonly home: string
  readonly platform: NodeJS.Platform
  readonly xdgConfigHome: string | undefined
}

/**
 * Where the program keeps what is its own. Demo mode lives beside the user's own data, never in it.
 * @internal
 */
export function profileFolder(around: Surroundings): string {
  const own = around.asked === '' ? join(appDataFolder(around), around.appName) : resolve(around.asked)
  return around.demo ? join(own, 'demo') : own
}

/** A relative XDG folder is to be ignored, says its specification; Chromium takes it from where it was started. */
function appDataFolder({ appData, home, platform, xdgConfigHome }: Surroundings): string {
  const isRelative = platform === 'linux' && !!xdgConfigHome && !isAbsolute(xdgConfigHome)
  return isRelative ? join(home, '.config') : appData
}

/**
 * Lets the program live in its folder; to be called before anything reads one.
 *
 * @returns The sentence for the user where that folder cannot be had. Electron then has a folder for the time being,
 * so that it can show it.
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
 * Makes the folder where it is missing; null where it can be written to.
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
