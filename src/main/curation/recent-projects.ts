import type { Logger } from '../logging/logger'
import type { Item, ItemId } from '@shared/library/items'
import { mostRecentProjects, type Settings } from '@shared/settings'

/** Project for the menu. */
export type RecentProject = Pick<Item, 'id' | 'name'>

export interface RecentProjectsDeps {
  readonly settings: {
    readonly current: Pick<Settings, 'currentProject' | 'recentProjects'>
    update(change: Pick<Settings, 'recentProjects'>): unknown
  }
  /** Returns items, those that were removed as well. */
  readonly items: (ids: readonly ItemId[]) => readonly Item[]
  readonly show: (projects: readonly RecentProject[]) => void
  readonly logger: Logger
}

/** Keeps the projects that the user worked in last, and shows them in the menu. */
export class RecentProjects {
  /** Project that was noted last, so that a failed write is not tried again with each change. */
  #noted: ItemId | null = null

  constructor(private readonly deps: RecentProjectsDeps) {}

  /** Notes that another project may be the current one. */
  noteSettings(): void {
    const { settings } = this.deps
    const { currentProject, recentProjects } = settings.current
    if (currentProject === this.#noted) return
    this.#noted = currentProject
    if (currentProject === null || currentProject === recentProjects[0]) return
    const others = recentProjects.filter((id) => id !== currentProject)
    try {
      settings.update({ recentProjects: [currentProject, ...others].slice(0, mostRecentProjects) })
    } catch (error) {
      this.deps.logger.warn('Noting the current project for the menu failed', error)
    }
    this.showAll()
  }

  /** Notes that an item was added, renamed, removed or restored. */
  noteItem({ id }: Pick<Item, 'id'>): void {
    if (this.deps.settings.current.recentProjects.includes(id)) this.showAll()
  }

  showAll(): void {
    const { recentProjects } = this.deps.settings.current
    const found = new Map(this.deps.items(recentProjects).map((item) => [item.id, item]))
    this.deps.show(
      recentProjects.flatMap((id) => {
        const item = found.get(id)
        return item && !item.isRemoved ? [{ id, name: item.name }] : []
      })
    )
  }
}
