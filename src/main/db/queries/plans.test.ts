import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GenerationId, VideoId } from '@shared/generation'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { clipFiles, fileRecord, generationOfFile, savedFile } from '../tables/file-records'
import { createCurationStore } from '../tables/curation/curation-store'
import { createGenerationStore } from '../tables/generation-store'

let database: WritableDatabase
beforeEach(() => {
  database = openDatabase(':memory:')
  migrate(database)
})
afterEach(() => database.close())

const id = randomUUID() as GenerationId
const video = randomUUID() as VideoId

/** Tables with a row for every clip. */
const grows = /^SCAN (generation|video|listing|annotation)\b|ROWID SEARCH ON TABLE/

it.each<readonly [what: string, read: () => unknown]>([
  ['a generation', () => createGenerationStore(database).find(id)],
  ['generations', () => createGenerationStore(database).findAll([id])],
  ['the generation of a video', () => createGenerationStore(database).findByVideo(video)],
  ['a batch', () => createGenerationStore(database).findBatch(randomUUID())],
  ['generations in progress', () => createGenerationStore(database).inStates('queued', 'processing')],
  ['generations without their files', () => createGenerationStore(database).withPendingVideos()],
  [
    'a later page',
    () => createGenerationStore(database).page({ view: 'all', text: '', before: 9, limit: 9 })
  ],
  ['the counts', () => createGenerationStore(database).counts()],
  ['annotations', () => createCurationStore(database).annotationsOf([id])],
  ['the last take of a shot', () => createCurationStore(database).nextTake(randomUUID() as never)],
  ['the circled take of a shot', () => createCurationStore(database).circledIn(randomUUID() as never)],
  ['the file of a video', () => savedFile(database, video)],
  ['the record of a file', () => fileRecord(database, video)],
  ['the clip of a file', () => generationOfFile(database, 'a.mp4')],
  ['files of clips', () => clipFiles(database, [id])]
])('%s: read by an index, however large the library is', (_what, read) => {
  expect(plansOf(read).filter((detail) => grows.test(detail))).toEqual([])
})

/** Returns how SQLite would run each statement that some work runs. */
function plansOf(read: () => unknown): readonly string[] {
  const prepared = vi.spyOn(database, 'prepare')
  read()
  const statements = prepared.mock.calls.map(([sql]) => sql)
  prepared.mockRestore()
  expect(statements).not.toEqual([])
  return statements.flatMap((sql) =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => String(detail))
  )
}
