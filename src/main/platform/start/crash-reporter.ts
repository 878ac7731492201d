import { join } from 'node:path'
import type { App, CrashReporter } from 'electron'
import { closeFolderToOthers } from '../../base/private-folder'

/** Returns the folder of this profile's crash reports. */
export const crashReportFolder = (profile: string): string => join(profile, 'crashes')

/**
 * Has Chromium write a report when a process crashes, into a folder that only this user can read. Nothing is uploaded:
 * a report holds pieces of memory, so the user decides whether anybody sees it.
 *
 * @returns Errors for what could not be restricted to this user.
 */
export function keepCrashReports(
  app: Pick<App, 'getPath' | 'setPath'>,
  crashReporter: Pick<CrashReporter, 'start'>
): readonly unknown[] {
  const folder = crashReportFolder(app.getPath('userData'))
  const errors = closeFolderToOthers(folder)
  app.setPath('crashDumps', folder)
  crashReporter.start({ uploadToServer: false })
  return errors
}
