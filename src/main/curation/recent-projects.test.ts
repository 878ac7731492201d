import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { Item, ItemId } from '@shared/library/items'
import { defaultSettings, mostRecentProjects, type Settings } from '@shared/settings'
import { silentLogger } from '../logging/logger'
import { RecentProjects, type RecentProject } from './recent-projects'

let current: Settings
let items: Map<ItemId, Item>
let shown: readonly RecentProject[]
let recent: RecentProjects
let writes: number
beforeEach(() => {
  current = defaultSettings
  items = new Map()
  shown = []
  writes = 0
  const settings = {
    get current() {
      return current
    },
    update: (change: Partial<Settings>) => {
      current = { ...current, ...change }
      writes += 1
      // As the real settings do: each change is noted.
      recent.noteSettings()
    }
  }
  recent = new RecentProjects({
    settings,
    items: (ids) => ids.flatMap((id) => items.get(id) ?? []),
    show: (projects) => (shown = projects),
    logger: silentLogger
  })
})

function project(name: string): ItemId {
  const id = randomUUID() as ItemId
  items.set(id, { id, kind: 'project', name, position: 1, projectId: null, search: null, isRemoved: false })
  return id
}
function choose(id: ItemId | null): void {
  current = { ...current, currentProject: id }
  recent.noteSettings()
}
const names = (): readonly string[] => shown.map(({ name }) => name)

it('shows the projects that were worked in, the last one first and each once', () => {
  const [one, other] = [project('one'), project('other')]
  for (const id of [one, other, null, one, one]) choose(id)
  expect(names()).toEqual(['one', 'other'])
  expect(writes).toBe(3)
})

it('keeps only the last few', () => {
  for (let number = 0; number < 20; number += 1) choose(project(String(number)))
  expect(names()).toHaveLength(mostRecentProjects)
  expect(names()[0]).toBe('19')
})

it('follows a project that is renamed, removed and restored', () => {
  const id = project('before')
  choose(id)
  const change = (changes: Partial<Item>): void => {
    items.set(id, { ...items.get(id)!, ...changes })
    recent.noteItem({ id })
  }
  change({ name: 'after' })
  expect(names()).toEqual(['after'])
  change({ isRemoved: true })
  expect(names()).toEqual([])
  change({ isRemoved: false })
  expect(names()).toEqual(['after'])
})

it('leaves out a project of another library', () => {
  choose(randomUUID() as ItemId)
  expect(names()).toEqual([])
})
