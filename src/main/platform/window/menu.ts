import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { EventPayload } from '@shared/contract'

type Command = EventPayload<'menu.chosen'>['command']

/** A real menu, so that editing works in every field and every shortcut can be found. */
export function setApplicationMenu(needs: {
  readonly isMac: boolean
  readonly allowDeveloperTools: boolean
  readonly choose: (command: Command) => void
}): void {
  const item = (label: string, accelerator: string, command: Command): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => needs.choose(command),
    // The page handles the keys itself, where it knows what has the focus.
    registerAccelerator: false
  })
  const template: MenuItemConstructorOptions[] = [
    ...(needs.isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        item('New Prompt', 'CmdOrCtrl+N', 'new_prompt'),
        item('Search', 'CmdOrCtrl+F', 'search'),
        { type: 'separator' },
        item('Settings…', 'CmdOrCtrl+,', 'settings'),
        { type: 'separator' },
        needs.isMac ? { role: 'close' } : { role: 'quit' }
      ]
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        item('Composer', 'CmdOrCtrl+1', 'toggle_composer'),
        item('Inspector', 'CmdOrCtrl+3', 'toggle_inspector'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(needs.allowDeveloperTools ? [{ role: 'toggleDevTools' as const }] : [])
      ]
    },
    { role: 'windowMenu' },
    { label: 'Help', submenu: [item('Keyboard Shortcuts', '?', 'shortcuts')] }
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
