import { Menu, type MenuItemConstructorOptions } from 'electron'
import { actionInfo, actionMenus, actionNames, type ActionName } from '@shared/actions'
import { acceleratorOf } from './accelerator'

interface MenuDeps {
  readonly isMac: boolean
  readonly allowDeveloperTools: boolean
  readonly choose: (action: ActionName) => void
}

/** Native menu, so that editing works in every field and every action can be found. */
export function setApplicationMenu(deps: MenuDeps): void {
  const { isMac } = deps
  const own: Readonly<Record<(typeof actionMenus)[number], readonly MenuItemConstructorOptions[]>> = {
    File: [{ type: 'separator' }, isMac ? { role: 'close' } : { role: 'quit' }],
    Clip: [],
    Rating: [],
    Playback: [],
    View: [
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(deps.allowDeveloperTools ? [{ role: 'toggleDevTools' as const }] : [])
    ],
    Help: []
  }
  const [file, ...others] = actionMenus.map((menu) => ({
    label: menu,
    submenu: [...actionItems(menu, deps), ...own[menu]]
  }))
  const help = others.pop()
  const template: readonly (MenuItemConstructorOptions | undefined)[] = [
    isMac ? { role: 'appMenu' } : undefined,
    file,
    { role: 'editMenu' },
    ...others,
    { role: 'windowMenu' },
    help
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template.filter((menu) => menu !== undefined)))
}

const actionItems = (
  menu: (typeof actionMenus)[number],
  { isMac, choose }: MenuDeps
): MenuItemConstructorOptions[] =>
  actionNames.flatMap((name) => {
    const { menu: where, title, shortcut } = actionInfo(name, isMac)
    if (where !== menu) return []
    return {
      label: title,
      ...(shortcut && { accelerator: acceleratorOf(shortcut) }),
      click: () => choose(name),
      // The page handles the keys itself: it knows what has the focus.
      registerAccelerator: false
    }
  })
