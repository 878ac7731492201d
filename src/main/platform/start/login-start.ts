import { homedir } from 'node:os'
import { app } from 'electron'
import type { LoginStart } from '../../app/platform'
import { autostartFile, autostartPath, programToStart } from './autostart-file'

/** Returns how the program is started at login; null for one that is not installed. */
export function loginStart(): LoginStart | null {
  if (!app.isPackaged) return null
  switch (process.platform) {
    case 'linux':
      return autostartFile(
        autostartPath(homedir(), process.env['XDG_CONFIG_HOME']),
        programToStart(process.execPath, process.env)
      )
    case 'darwin':
    case 'win32':
      return {
        isOn: () => app.getLoginItemSettings().openAtLogin,
        set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin })
      }
    default:
      return null
  }
}
