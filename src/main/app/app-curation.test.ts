import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { Annotations } from '@shared/library/annotations'
import type { Item, ItemId, ItemKind } from '@shared/library/items'
import { AppBench } from './testing/app-bench'

let bench: AppBench

beforeEach(async () => {
  bench = await AppBench.start()
})
afterEach(() => bench.end())

/** Makes clips with one press; returns their ids. */
async function clips(count: number): Promise<readonly [GenerationId, GenerationId, ...GenerationId[]]> {
  const ids = await bench.press(...Array.from({ length: count }, () => ({})))
  for (const id of ids) await bench.comesTo(id, 'ready')
  return ids as readonly [GenerationId, GenerationId]
}

const annotationsOf = async (id: GenerationId): Promise<Annotations> =>
  (await bench.get(id)).generation.annotations

async function add(kind: ItemKind, name: string, projectId: ItemId | null = null): Promise<Item> {
  const item = { id: crypto.randomUUID() as ItemId, kind, name, projectId, search: null }
  return (await bench.call('items.add', { item })).item
}

const items = async (): Promise<readonly Item[]> =>
  (await bench.call('items.list', { after: 0, limit: 500 })).items

const loseDatabase = (): void => rmSync(bench.stateFolder, { recursive: true })

const imported = (): Promise<unknown> =>
  vi.waitFor(async () => expect((await bench.call('app.state', {})).notices).not.toEqual([]), {
    timeout: 10_000,
    interval: 20
  })

describe('what the user says about clips', () => {
  it('is back after the database was deleted', async () => {
    const [first, second] = await clips(2)
    const project = await add('project', 'Film')
    const shot = await add('shot', 'Harbour', project.id)
    const collection = await add('collection', 'Best')
    const gone = await add('collection', 'Gone')
    await bench.call('items.remove', { id: gone.id })
    await bench.call('annotations.set', {
      ids: [first, second],
      change: {
        stars: 4,
        addTags: ['Boat', 'boat', 'Évian'],
        shotId: shot.id,
        addToCollections: [collection.id]
      }
    })
    await bench.call('annotations.set', {
      ids: [second],
      change: { isCircled: true, title: 'The good one', notes: 'Use the end.', inMs: 500, outMs: 2500 }
    })
    const before = [await annotationsOf(first), await annotationsOf(second)]
    expect(before).toMatchObject([
      {
        stars: 4,
        tags: ['Boat', 'Évian'],
        shotId: shot.id,
        take: 1,
        projectId: project.id,
        isCircled: false
      },
      { stars: 4, take: 2, isCircled: true, title: 'The good one', inMs: 500, outMs: 2500 }
    ])
    const listed = await items()
    expect(listed.map(({ name }) => name)).toEqual(['Film', 'Harbour', 'Best'])

    await bench.reopen(loseDatabase)
    await imported()
    expect([await annotationsOf(first), await annotationsOf(second)]).toEqual(before)
    expect(await items()).toEqual(listed)
    expect((await bench.call('tags.list', {})).tags).toEqual([
      { name: 'Boat', count: 2 },
      { name: 'Évian', count: 2 }
    ])
  })
})
