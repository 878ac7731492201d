import { Menu, type MenuItemConstructorOptions } from 'electron'
import { actionInfo, actionMenus, actionNames, type ActionName } from '@shared/actions'
import type { ItemId } from '@shared/library/items'
import type { RecentProject } from '../../curation/recent-projects'
import { acceleratorOf } from './accelerator'
import { menuLabel } from './menu-label'

interface MenuDeps {
  readonly isMac: boolean
  readonly allowDeveloperTools: boolean
  readonly hasUpdates: boolean
  readonly choose: (action: ActionName) => void
  readonly chooseProject: (id: ItemId) => void
}

/** Native menu, so that editing works in every field and every action can be found. */
export class ApplicationMenu {
  /** None until the page says what it can do: it is loading, or the first screen asks for a key. */
  #offered: ReadonlySet<ActionName> = new Set()

  constructor(private readonly deps: MenuDeps) {
    this.showRecent([])
  }

  /** Offers these actions; the others are grey. */
  offer(actions: readonly ActionName[]): void {
    this.#offered = new Set(actions)
    for (const name of actionNames) {
      const item = Menu.getApplicationMenu()?.getMenuItemById(name)
      if (item) item.enabled = this.#offered.has(name)
    }
  }

  /** Shows the menu with the projects that the user worked in last. */
  showRecent(projects: readonly RecentProject[]): void {
    Menu.setApplicationMenu(Menu.buildFromTemplate(template(this.deps, projects, this.#offered)))
  }
}

function template(
  deps: MenuDeps,
  projects: readonly RecentProject[],
  offered: ReadonlySet<ActionName>
): MenuItemConstructorOptions[] {
  const { isMac } = deps
  const own: Readonly<Record<(typeof actionMenus)[number], readonly MenuItemConstructorOptions[]>> = {
    File: [
      {
        label: 'Recent projects',
        enabled: projects.length > 0,
        submenu: projects.map(({ id, name }) => ({
          label: menuLabel(name),
          click: () => deps.chooseProject(id)
        }))
      },
      { type: 'separator' },
      isMac ? { role: 'close' } : { role: 'quit' }
    ],
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
    submenu: [...actionItems(menu, deps, offered), ...own[menu]]
  }))
  const help = others.pop()
  const menus: readonly (MenuItemConstructorOptions | undefined)[] = [
    isMac ? { role: 'appMenu' } : undefined,
    file,
    { role: 'editMenu' },
    ...others,
    { role: 'windowMenu' },
    help
  ]
  return menus.filter((menu) => menu !== undefined)
}

const actionItems = (
  menu: (typeof actionMenus)[number],
  { isMac, hasUpdates, choose }: MenuDeps,
  offered: ReadonlySet<ActionName>
): MenuItemConstructorOptions[] =>
  actionNames.flatMap((name) => {
    const { menu: where, title, shortcut } = actionInfo(name, isMac)
    if (where !== menu || (name === 'check_updates' && !hasUpdates)) return []
    return {
      id: name,
      label: title,
      enabled: offered.has(name),
      ...(shortcut && { accelerator: acceleratorOf(shortcut) }),
      click: () => choose(name),
      // The page handles the keys itself: it knows what has the focus.
      registerAccelerator: false
    }
  })
