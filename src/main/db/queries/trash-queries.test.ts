import { randomUUID } from 'node:crypto'
import type { GenerationId } from '@shared/generation'
import type { EditId } from '@shared/library/clip-uses'
import { beforeEach, expect, it } from 'vitest'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { fillLibrary } from '../testing/filled-library'
import { createEditStore } from '../tables/curation/edit-store'
import { createGenerationStore } from '../tables/generation-store'
import { countsTrashSince, readExpired, readTrash, trashedByKeys } from './trash-queries'

let database: WritableDatabase
const store = () => createGenerationStore(database)
const ids = () =>
  store()
    .inStates('ready')
    .map(({ id }) => id)

const size = (some: readonly GenerationId[] | null = null) => readTrash(database, { ids: some }).size
const expired = (sinceMs: number) =>
  trashedByKeys(database, [...readExpired(database, { sinceMs }).keys]).map(({ id }) => id)

beforeEach(() => {
  database = openDatabase(':memory:')
  migrate(database)
  fillLibrary(database, 3)
})

it('counts what is in the trash, and what other programs may use', () => {
  const [first, second] = ids()
  store().setDeleted([first!, second!], 5)
  database.exec(
    `INSERT INTO annotation (generation_id, revision, handed_off_at_ms) SELECT MIN(id), 1, 7 FROM generation`
  )
  expect(size()).toMatchObject({ clips: 2, handedOff: 1 })
  expect(size([second!])).toMatchObject({ clips: 1, handedOff: 0 })
  // Nobody is there to be warned.
  expect(expired(6)).toEqual([second])
  expect(expired(5)).toEqual([])
  const { keys } = readTrash(database, { ids: null })
  expect(
    trashedByKeys(database, [...keys])
      .map(({ id }) => id)
      .toSorted()
  ).toEqual([first, second].toSorted())
})

it('counts what edits use, names those edits, and never lets it expire', () => {
  const [first, second] = ids()
  store().setDeleted([first!, second!], 5)
  const edit = { path: '/film.mlt', editor: 'mlt', readAtMs: 1 } as const
  const write = (name: string, isRemoved: boolean, generationId: GenerationId): void =>
    void createEditStore(database).write({
      edit: { ...edit, id: randomUUID() as EditId, name, isRemoved },
      uses: [{ generationId, onTimeline: 0, ms: 0 }],
      isPathOwn: true,
      step: null
    })
  write('Film', false, first!)
  write('Removed', true, second!)
  expect(size()).toMatchObject({ clips: 2, used: 1, usedIn: ['Film'] })
  expect(size([second!])).toMatchObject({ used: 0, usedIn: [] })
  expect(expired(6)).toEqual([second])
})

it('counts files that were put aside, and never lets them expire', () => {
  const [first] = ids()
  store().setDeleted([first!], 5)
  database.exec(`UPDATE video SET state = 'refused', held = '{"bytes":7,"sha256":"x","ending":".bin"}'
    WHERE generation_id = (SELECT MIN(id) FROM generation)`)
  expect(size()).toMatchObject({ clips: 1, files: 1, bytes: 7 })
  expect(expired(6)).toEqual([])
})

it('counts days in the trash from when this database first did', () => {
  expect([countsTrashSince(database, 100), countsTrashSince(database, 900)]).toEqual([100, 100])
})

it('leaves out what still runs', () => {
  const [first] = ids()
  store().setHidden(first!, true)
  expect(size().clips).toBe(1)
  database.exec(`UPDATE generation SET state = 'processing' WHERE uuid = '${first}'`)
  expect([size().clips, store().counts().trash]).toEqual([0, 1])
})

it('takes erased clips out of every list and count', () => {
  const [first] = ids()
  store().setDeleted([first!], 5)
  const [erased] = store().erase([first!], 9)
  expect(erased).toMatchObject({ id: first, deletedAtMs: 5 })
  expect(store().counts()).toMatchObject({ all: 2, trash: 0 })
  expect([store().findAll([first!]), store().find(first!)?.id]).toEqual([[], first])
  expect(readTrash(database, { ids: null }).keys).toEqual(new Float64Array())
})
