import { afterEach, beforeEach, expect, it } from 'vitest'
import type { VideoId } from '@shared/generation'
import type { FileRecord } from '../../library/recovery/reconcile'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { fillLibrary } from '../testing/filled-library'
import { countSavedFiles, fileRecordPages, pageSql } from './file-records'
import { movableClips } from '../../library/move/movable-clips'

let database: WritableDatabase
beforeEach(() => {
  database = openDatabase(':memory:')
  migrate(database)
  fillLibrary(database, 60)
})
afterEach(() => database.close())

it('returns every record in pages', () => {
  const pages = fileRecordPages(database)
  const records: FileRecord[] = []
  let after: VideoId | null = null
  do {
    const page = pages.after(after, 7)
    records.push(...page)
    after = page.at(-1)?.id ?? null
  } while (after !== null)
  const ids = database.prepare('SELECT uuid FROM video WHERE file_name IS NOT NULL ORDER BY uuid').all()
  expect(ids.length).toBeGreaterThan(7)
  expect(records.map(({ id }) => ({ uuid: id }))).toEqual(ids)
  expect(pages.count()).toBe(records.length)
})

it('moves every clip of the folder that is as it was saved, or missing', () => {
  const pages = fileRecordPages(database)
  const small = { after: (id: VideoId | null) => pages.after(id, 7) }
  const all = pages.after(null, 1000)
  const [changed, ...others] = all.filter(({ state }) => state === 'saved')
  database.prepare(`UPDATE video SET state = 'changed' WHERE uuid = ?`).run(changed!.id)
  expect([...movableClips(small)].map(({ id }) => id)).toEqual(
    all.map(({ id }) => id).filter((id) => id !== changed!.id)
  )
  expect(countSavedFiles(database, {})).toEqual({ count: others.length })
})

it('reads a page by its key, and sorts nothing', () => {
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${pageSql}`).all({ after: '', limit: 7 })
  expect(plan).toMatchObject([{ detail: 'SEARCH video USING PRIMARY KEY (uuid>?)' }])
})
