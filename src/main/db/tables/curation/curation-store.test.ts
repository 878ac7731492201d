import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { noAnnotations, type Annotations } from '@shared/library/annotations'
import { cutTotals } from '@shared/library/cut'
import type { Item, ItemId } from '@shared/library/items'
import { closeDatabase, openDatabase, type WritableDatabase } from '../../connection/database'
import { migrate } from '../../migrations/migrate'
import { fillLibrary } from '../../testing/filled-library'
import { createGenerationStore } from '../generation-store'
import { createCurationStore } from './curation-store'
import { readCut } from './shot-queries'

let database: WritableDatabase
let ids: readonly GenerationId[]

beforeEach(() => {
  database = openDatabase(':memory:')
  migrate(database)
  fillLibrary(database, 4)
  ids = createGenerationStore(database)
    .inStates('ready')
    .map(({ id }) => id)
  return () => closeDatabase(database)
})

const item = (changes: Partial<Item>): Item => ({
  id: randomUUID() as ItemId,
  kind: 'shot',
  name: 'Shot',
  position: 1,
  projectId: null,
  search: null,
  isRemoved: false,
  ...changes
})

function write(
  items: readonly Item[],
  clips: readonly (readonly [number, Partial<Annotations>])[] = []
): void {
  createCurationStore(database).write({
    items,
    clips: clips.map(([at, annotations]) => ({
      id: ids[at] as GenerationId,
      annotations: { ...noAnnotations, ...annotations }
    })),
    step: null
  })
}

it('keeps one circled take in a shot, and counts the change of the other', () => {
  const shot = item({})
  write([shot], [[0, { shotId: shot.id, take: 1, isCircled: true }]])
  const store = createCurationStore(database)
  const annotations = { ...noAnnotations, shotId: shot.id, take: 2, isCircled: true }
  const written = store.write({
    clips: [{ id: ids[1] as GenerationId, annotations }],
    items: [],
    step: null
  })
  expect(written.generations.map(({ annotations: { isCircled } }) => isCircled).toSorted()).toEqual([
    false,
    true
  ])
  expect(store.circledIn(shot.id)).toBe(ids[1])
  expect(store.nextTake(shot.id)).toBe(3)
})

it('counts tags while clips have them', () => {
  const store = createCurationStore(database)
  write(
    [],
    [
      [0, { tags: ['Boat', 'Night'] }],
      [1, { tags: ['boat'] }]
    ]
  )
  expect(store.tags(10)).toEqual([
    { name: 'boat', count: 2 },
    { name: 'Night', count: 1 }
  ])
  write([], [[0, { tags: ['Night'] }]])
  database.prepare('DELETE FROM generation_event').run()
  database.prepare('DELETE FROM generation WHERE uuid = ?').run(ids[1] ?? '')
  expect(store.tags(10)).toEqual([{ name: 'Night', count: 1 }])
})

it('reads the takes of shots, the circled one first, and none that are in the trash', () => {
  const shot = item({})
  write(
    [shot],
    [
      [0, { shotId: shot.id, take: 1 }],
      [1, { shotId: shot.id, take: 2 }],
      [2, { shotId: shot.id, take: 3, isCircled: true }],
      [3, { shotId: shot.id, take: 4 }]
    ]
  )
  createGenerationStore(database).setDeleted([ids[1] as GenerationId], 5)
  const takes = createCurationStore(database).takesOf([shot.id])
  expect(takes.map(({ annotations: { take } }) => take)).toEqual([3, 1, 4])
})

it('reads the circled takes of a project in the order of its shots, with length and cost', () => {
  const project = item({ kind: 'project' })
  const gone = item({ kind: 'project', isRemoved: true })
  const [second, first, other, orphan] = [
    item({ projectId: project.id, position: 2 }),
    item({ projectId: project.id, position: 1 }),
    item({}),
    item({ projectId: gone.id })
  ] as const
  write(
    [project, gone, second, first, other, orphan],
    [
      [0, { shotId: second.id, take: 1, isCircled: true, inMs: 500, outMs: 1500 }],
      [1, { shotId: first.id, take: 1, isCircled: true }],
      [2, { shotId: other.id, take: 1, isCircled: true }],
      [3, { shotId: orphan.id, take: 1, isCircled: true }]
    ]
  )
  database.prepare('UPDATE generation SET charged_microdollars = 640000 WHERE uuid = ?').run(ids[0] ?? '')
  const cut = readCut(database, { projectId: project.id })
  expect(cut.takes.map(({ id, lengthMs, microdollars }) => [id, lengthMs, microdollars])).toEqual([
    [ids[1], 4000, null],
    [ids[0], 4000, 640_000]
  ])
  expect(cutTotals(cut)).toEqual({ lengthMs: 5000, microdollars: 640_000, unpriced: 1 })
  const rest = readCut(database, { projectId: null })
  expect(new Set(rest.takes.map(({ id }) => id))).toEqual(new Set([ids[2], ids[3]]))
})

it('orders items by position, and finds shots by name within a project', () => {
  const project = item({ kind: 'project' })
  const [one, two] = [
    item({ name: 'Évening', position: 1, projectId: project.id }),
    item({ position: 2, projectId: project.id })
  ]
  write([project, one, two])
  const store = createCurationStore(database)
  expect(store.lastPosition('shot', project.id)).toBe(2)
  expect(store.positionBefore(two)).toBe(1)
  expect(store.positionBefore(one)).toBe(null)
  expect(store.itemsFrom(one)).toEqual([one, two])
  expect(store.findShot('EVENING ', project.id)).toEqual(one)
  expect(store.findShot('evening', null)).toBe(null)
  write([{ ...one, isRemoved: true }])
  expect(store.findShot('evening', project.id)).toBe(null)
  expect(store.items([one.id])).toEqual([{ ...one, isRemoved: true }])
})
