import { join } from 'node:path'
import type { App } from 'electron'
import type { LaunchOptions } from './launch-options'

/** Demo mode lives beside the user's own data, never in it. To be called before anything reads a folder. */
export function useProfile(app: App, options: LaunchOptions): void {
  if (options.demo) app.setPath('userData', join(app.getPath('userData'), 'demo'))
}
