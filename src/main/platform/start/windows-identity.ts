import type { App } from 'electron'
import { clipLinkScheme } from '@shared/scheme'

/**
 * The `appId` of the package, which its shortcut in the start menu carries.
 * @internal
 */
export const appId = 'app.dailies.Dailies'

/**
 * Tells Windows which shortcut this program is, so that its notifications and its place in the taskbar are known as ours,
 * and that it opens links to clips. On the other systems the package says both.
 */
export function introduceToWindows(
  app: Pick<App, 'setAppUserModelId' | 'setAsDefaultProtocolClient' | 'isPackaged'>
): void {
  if (process.platform !== 'win32') return
  app.setAppUserModelId(appId)
  // A checkout would register the runtime, without the folder that it has to start.
  if (app.isPackaged) app.setAsDefaultProtocolClient(clipLinkScheme)
}
