import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { EventPayload } from '@shared/contract'

type Command = EventPayload<'menu.chosen'>['command']

/** Native menu, so that editing works in every field and every shortcut can be found. */
export function setApplicationMenu(deps: {
  readonly isMac: boolean
  readonly allowDeveloperTools: boolean
  readonly choose: (command: Command) => void
}): void {
  const item = (label: string, accelerator: string, command: Command): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => deps.choose(command),
    // The page handles the keys itself: it knows what has the focus.
    registerAccelerator: false
  })
  const template: MenuItemConstructorOptions[] = [
    ...(deps.isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        item('New Prompt', 'CmdOrCtrl+N', 'new_prompt'),
        item('Search', 'CmdOrCtrl+F', 'search'),
        { type: 'separator' },
        item('Settings…', 'CmdOrCtrl+,', 'settings'),
        { type: 'separator' },
        deps.isMac ? { role: 'close' } : { role: 'quit' }
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
        ...(deps.allowDeveloperTools ? [{ role: 'toggleDevTools' as const }] : [])
      ]
    },
    { role: 'windowMenu' },
    { label: 'Help', submenu: [item('Keyboard Shortcuts', '?', 'shortcuts')] }
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
