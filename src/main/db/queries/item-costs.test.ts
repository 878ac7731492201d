import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { noAnnotations, type Annotations } from '@shared/library/annotations'
import type { EditId } from '@shared/library/clip-uses'
import { Item } from '@shared/library/items'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { createCurationStore } from '../tables/curation/curation-store'
import { createEditStore } from '../tables/curation/edit-store'
import { createGenerationStore } from '../tables/generation-store'
import { itemCosts, type CostedItem } from './item-costs'

let database: WritableDatabase
const project = Item.parse({ id: randomUUID(), kind: 'project', name: 'Film', position: 1 })
const shot = Item.parse({
  id: randomUUID(),
  kind: 'shot',
  name: 'Lighthouse',
  position: 1,
  projectId: project.id
})

beforeEach(() => {
  database = openDatabase(':memory:')
  migrate(database)
  createCurationStore(database).write({ clips: [], items: [project, shot], step: null })
})

/** Adds a clip of the shot that was sent. */
function add(
  {
    charged = null,
    state = 'ready',
    problem = null
  }: Partial<Record<'charged', number | null>> & {
    readonly state?: string
    readonly problem?: object | null
  },
  annotations: Partial<Annotations>,
  durationSeconds = 8,
  prompt = 'boat'
): GenerationId {
  const id = randomUUID() as GenerationId
  const request = { modelId: 'veo-3.1', prompt, durationSeconds }
  createGenerationStore(database).insertBatch(randomUUID(), [{ id, request, resendOf: null }], 1000)
  database
    .prepare(
      'UPDATE generation SET state = ?, submitted_at_ms = 5, charged_microdollars = ?, problem = ? WHERE uuid = ?'
    )
    .run(state, charged, problem && JSON.stringify(problem), id)
  const clips = [{ id, annotations: { ...noAnnotations, ...annotations } }]
  createCurationStore(database).write({ clips, items: [], step: null })
  return id
}

const costs = (kind: CostedItem) => itemCosts(database, { kind }).costs

it('adds up all takes of a shot and its project, with rejected and failed ones', () => {
  const take = { shotId: shot.id, take: 1 }
  add({ charged: 1_920_000 }, { ...take, isCircled: true })
  add({ charged: 1_920_000 }, { ...take, take: 2, isRejected: true })
  add({ state: 'failed', problem: { charged: 'no' } }, { ...take, take: 3 })
  add({ state: 'failed', problem: { charged: 'not_known' } }, { ...take, take: 4 })
  add({}, { ...take, take: 5 }, 4)
  add({ charged: 9 }, {})
  const expected = [
    {
      name: 'Lighthouse',
      generations: 4,
      knownMicrodollars: 3_840_000,
      unknownCount: 1,
      failedCount: 2,
      circledCount: 1
    },
    {
      name: 'Lighthouse',
      generations: 1,
      knownMicrodollars: 0,
      unknownCount: 1,
      failedCount: 0,
      circledCount: 0
    }
  ]
  const bySize = (kind: CostedItem) =>
    costs(kind).toSorted((one, other) => other.generations - one.generations)
  expect(bySize('shot')).toMatchObject(expected)
  expect(bySize('project')).toMatchObject(expected.map((row) => ({ ...row, name: 'Film' })))
  expect(bySize('shot').map(({ request }) => request.durationSeconds)).toEqual([8, 4])
})

it('adds up the cut of an edit, and apart from it what was made for the same shots and prompts', () => {
  const inCut = add({ charged: 100 }, { shotId: shot.id, take: 1 }, 8, 'a boat in a storm')
  const inBin = add({ charged: 20 }, {}, 8, 'a boat in a storm')
  add({ charged: 3 }, { shotId: shot.id, take: 2, isRejected: true }, 8, 'another prompt')
  add({ charged: 4_000 }, {}, 8, 'something else')
  const edit = {
    id: randomUUID() as EditId,
    name: 'Film',
    path: '/film.mlt',
    editor: 'mlt',
    readAtMs: 1,
    isRemoved: false
  } as const
  const uses = [
    { generationId: inCut, onTimeline: 2, ms: 9000 },
    { generationId: inBin, onTimeline: 0, ms: 0 }
  ]
  createEditStore(database).write({ edit, uses, isPathOwn: true, step: null })
  const found = costs('edit').toSorted((one, other) => Number(other.isCut) - Number(one.isCut))
  expect(found).toMatchObject([
    { itemId: edit.id, name: 'Film', isCut: true, generations: 1, knownMicrodollars: 100 },
    { itemId: edit.id, name: 'Film', isCut: false, generations: 2, knownMicrodollars: 23 }
  ])
  createEditStore(database).write({
    edit: { ...edit, isRemoved: true },
    uses: null,
    isPathOwn: null,
    step: null
  })
  expect(costs('edit')).toEqual([])
})
