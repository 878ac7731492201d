import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { noAnnotations, type Annotations } from '@shared/library/annotations'
import type { HotFolderRule } from '@shared/library/hot-folders'
import { Item, type ItemId } from '@shared/library/items'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { createCurationStore } from '../tables/curation/curation-store'
import { createGenerationStore } from '../tables/generation-store'
import { fillLibrary } from '../testing/filled-library'
import { hotFolderSql, readWanted } from './hot-folder-query'

let database: WritableDatabase
const project = Item.parse({ id: randomUUID(), kind: 'project', name: 'Film', position: 1 })
const shot = Item.parse({ id: randomUUID(), kind: 'shot', name: 'Pier', position: 1, projectId: project.id })

beforeEach(() => {
  database = openDatabase(':memory:')
  migrate(database)
  createCurationStore(database).write({ clips: [], items: [project, shot], step: null })
})

/** Adds a saved clip; returns its video. */
function add(annotations: Partial<Annotations>): string {
  fillLibrary(database, 1)
  const [newest] = createGenerationStore(database)
    .inStates('ready')
    .toSorted((one, other) => other.createdAtUs - one.createdAtUs)
  const clips = [{ id: newest!.id, annotations: { ...noAnnotations, ...annotations } }]
  createCurationStore(database).write({ clips, items: [], step: null })
  return newest!.videos[0]!.id
}

const circled: HotFolderRule = { kind: 'circled' }
const stars = (from: number): HotFolderRule => ({ kind: 'stars', from })
const read = (rule: HotFolderRule, projectId: ItemId | null = null): readonly string[] =>
  readWanted(database, { rule, projectId }).clips.map(({ videoId }) => videoId)

it('returns the circled takes of shots that are there, of all or of one project', () => {
  const inFilm = add({ shotId: shot.id, take: 1, isCircled: true })
  add({ shotId: shot.id, take: 2 })
  const ofNone = Item.parse({ id: randomUUID(), kind: 'shot', name: 'Alley', position: 2 })
  createCurationStore(database).write({ clips: [], items: [ofNone], step: null })
  const alone = add({ shotId: ofNone.id, take: 1, isCircled: true })
  expect(read(circled)).toEqual([inFilm, alone])
  expect(read(circled, project.id)).toEqual([inFilm])
  createCurationStore(database).write({ clips: [], items: [{ ...shot, isRemoved: true }], step: null })
  expect(read(circled)).toEqual([alone])
})

it('returns clips with enough stars, without what is in the trash', () => {
  const five = add({ stars: 5 })
  const three = add({ stars: 3, projectId: project.id })
  add({ stars: 2 })
  expect(read(stars(3))).toEqual([five, three])
  expect(read(stars(5))).toEqual([five])
  expect(read(stars(1), project.id)).toEqual([three])
  const store = createGenerationStore(database)
  store.setDeleted([store.findByVideo(five as never)!.id], 1000)
  expect(read(stars(3))).toEqual([three])
})

it('says that a project is not there', () => {
  expect(readWanted(database, { rule: circled, projectId: project.id }).isProjectThere).toBe(true)
  createCurationStore(database).write({ clips: [], items: [{ ...project, isRemoved: true }], step: null })
  expect(readWanted(database, { rule: circled, projectId: project.id }).isProjectThere).toBe(false)
})

it.each([
  [stars(3), null, 'annotation_by_stars'],
  [circled, null, 'annotation_circled'],
  [circled, project.id, 'annotation_circled']
])('reads only what was starred or circled (%j, %s)', (rule, projectId, index) => {
  const values = { ...(rule.kind === 'stars' && { from: rule.from }), ...(projectId && { projectId }) }
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${hotFolderSql(rule, projectId)}`).all(values) as {
    detail: string
  }[]
  const steps = plan.map(({ detail }) => detail)
  expect(steps.join('\n')).toContain(index)
  expect(steps.filter((step) => step.startsWith('SCAN') && !step.includes('annotation_circled'))).toEqual([])
})
