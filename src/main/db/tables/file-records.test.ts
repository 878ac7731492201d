import { afterEach, beforeEach, expect, it } from 'vitest'
import type { VideoId } from '@shared/generation'
import type { FileRecord } from '../../library/recovery/reconcile'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { fillLibrary } from '../testing/filled-library'
import { fileRecordPages, fileRecords, pageSql } from './file-records'

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
  const sorted = [...fileRecords(database)].sort((a, b) => (a.id < b.id ? -1 : 1))
  expect(sorted.length).toBeGreaterThan(7)
  expect(records).toEqual(sorted)
  expect(pages.count()).toBe(records.length)
})

it('reads a page by its key, and sorts nothing', () => {
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${pageSql}`).all({ after: '', limit: 7 })
  expect(plan).toMatchObject([{ detail: 'SEARCH video USING PRIMARY KEY (uuid>?)' }])
})
