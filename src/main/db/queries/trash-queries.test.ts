import { beforeEach, expect, it } from 'vitest'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { fillLibrary } from '../testing/filled-library'
import { createGenerationStore } from '../tables/generation-store'
import { trashRows } from './trash-queries'

let database: WritableDatabase
const store = () => createGenerationStore(database)
const ids = () =>
  store()
    .inStates('ready')
    .map(({ id }) => id)

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
  const rows = trashRows(database)
  expect(rows.size(null)).toMatchObject({ clips: 2, handedOff: 1 })
  expect(rows.size([second!])).toMatchObject({ clips: 1, handedOff: 0 })
  // Nobody is there to be warned.
  expect(rows.expired(6, null, 10).map(({ id }) => id)).toEqual([second])
  expect(rows.expired(5, null, 10)).toEqual([])
})

it('leaves out what still runs', () => {
  const [first] = ids()
  store().setHidden(first!, true)
  expect(trashRows(database).size(null).clips).toBe(1)
  database.exec(`UPDATE generation SET state = 'processing' WHERE uuid = '${first}'`)
  expect([trashRows(database).size(null).clips, store().counts().trash]).toEqual([0, 1])
})

it('takes erased clips out of every list and count', () => {
  const [first] = ids()
  store().setDeleted([first!], 5)
  const [erased] = store().erase([first!], 9)
  expect(erased).toMatchObject({ id: first, deletedAtMs: 5 })
  expect(store().counts()).toMatchObject({ all: 2, trash: 0 })
  expect([store().findAll([first!]), store().find(first!)?.id]).toEqual([[], first])
  expect(trashRows(database).page(null, null, 10)).toEqual([])
})
