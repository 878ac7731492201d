import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { Item } from '@shared/library/items'
import { noAnnotations } from '@shared/library/annotations'
import { listedIds } from '@shared/library/listing'
import type { Sort } from '@shared/library/sorts'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { createCurationStore } from '../tables/curation/curation-store'
import { readListing } from './generation-queries'
import { createGenerationStore } from '../tables/generation-store'

let database: WritableDatabase
const names = ['a', 'b', 'c', 'd'] as const
const ids = Object.fromEntries(names.map((name) => [name, randomUUID() as GenerationId])) as Record<
  (typeof names)[number],
  GenerationId
>

beforeEach(() => {
  database = openDatabase(':memory:')
  migrate(database)
  const store = createGenerationStore(database)
  names.forEach((name, index) => {
    const request = { modelId: 'veo-3.1', prompt: name === 'd' ? 'other' : 'boat' }
    store.insertBatch(randomUUID(), [{ id: ids[name], request, resendOf: null }], 1000 + index)
  })
})

/** Returns the clips in an order, read in parts of two. */
function sorted(sort: Sort, text = ''): string {
  const places: (readonly [number, string])[] = []
  for (let before: number | null = null; ;) {
    const part = readListing(database, { view: 'all', text, before, limit: 2, sort })
    listedIds(part).forEach((id, index) => {
      places.push([part.ranks[index] ?? places.length, names.find((name) => ids[name] === id) ?? ''])
    })
    before = part.keys.at(-1) ?? null
    if (part.keys.length < 2) break
  }
  return places
    .toSorted(([one], [other]) => one - other)
    .map(([, name]) => name)
    .join('')
}

it('sorts by date', () => {
  expect([sorted('newest'), sorted('oldest'), sorted('oldest', 'boat')]).toEqual(['dcba', 'abcd', 'abc'])
})

it('sorts by stars, the newest first among equals', () => {
  const clips = [
    { id: ids.a, annotations: { ...noAnnotations, stars: 5 } },
    { id: ids.c, annotations: { ...noAnnotations, stars: 2 } }
  ]
  createCurationStore(database).write({ clips, items: [], step: null })
  expect([sorted('stars'), sorted('stars', 'boat')]).toEqual(['acdb', 'acb'])
})

it('sorts by length and cost, and puts what has none last', () => {
  database.exec(`INSERT INTO video (uuid, generation_id, position, state, duration_ms)
    SELECT uuid, id, 0, 'saved', id / 1000 FROM generation WHERE prompt = 'boat'`)
  expect([sorted('longest'), sorted('shortest')]).toEqual(['cbad', 'abcd'])
  const charge = database.prepare('UPDATE generation SET charged_microdollars = ? WHERE uuid = ?')
  charge.run(3, ids.d)
  charge.run(7, ids.b)
  expect([sorted('highest_cost'), sorted('lowest_cost')]).toEqual(['bdca', 'dbca'])
})

it('sorts by shot, its circled take first, and puts clips without a shot last', () => {
  const shot = (position: number): Item =>
    Item.parse({ id: randomUUID(), kind: 'shot', name: `Shot ${position}`, position })
  const [second, first] = [shot(2), shot(1)]
  const take = (name: (typeof names)[number], shotId: Item['id'], number: number, isCircled = false) => ({
    id: ids[name],
    annotations: { ...noAnnotations, shotId, take: number, isCircled }
  })
  const clips = [take('a', second.id, 1), take('b', first.id, 1), take('d', first.id, 2, true)]
  createCurationStore(database).write({ clips, items: [first, second], step: null })
  expect(sorted('shot')).toBe('dbac')
})
