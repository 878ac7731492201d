import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GenerationId, VideoId } from '@shared/generation'
import { listLimit } from '@shared/library/queries'
import { Sort } from '@shared/library/sorts'
import { features } from '@shared/search/search'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { clipFiles, fileRecord, generationOfFile, heldVideos, savedFile } from '../tables/file-records'
import { createCurationStore } from '../tables/curation/curation-store'
import { createGenerationStore } from '../tables/generation-store'
import { media } from '../testing/filled-library'
import { adoptClip, knownFiles } from '../recovery/adoption'
import { readListing } from './generation-queries'
import { measuredPrices } from './spend-queries'
import { eraseRow, readExpired, readTrash } from './trash-queries'

let database: WritableDatabase
beforeEach(() => {
  database = openDatabase(':memory:')
  migrate(database)
})
afterEach(() => database.close())

const id = randomUUID() as GenerationId
const video = randomUUID() as VideoId

/** Tables with a row for every clip, unless by an index of few. */
const grows =
  /^SCAN (generation|video|listing|annotation)\b(?! USING INDEX video_held$)|ROWID SEARCH ON TABLE/

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
  ['who has an id of ModelsLab', () => createGenerationStore(database).holdersOf(['7'])],
  ['the files that wait for a decision', () => heldVideos(database)],
  ['known files', () => knownFiles(database, ['a.mp4'])],
  ['the erasing of a clip', () => eraseRow(database, id, 5)],
  ['the file of a video', () => savedFile(database, video)],
  ['the record of a file', () => fileRecord(database, video)],
  ['the clip of a file', () => generationOfFile(database, 'a.mp4')],
  ['files of clips', () => clipFiles(database, [id])]
])('%s: read by an index, however large the library is', (_what, read) => {
  expect(plansOf(read).filter((detail) => grows.test(detail))).toEqual([])
})

/** What is found through all clips or files in a state: at worst the whole library. */
const searchesState = /^SEARCH (video|generation)\b.*\(state=\?\)$/

const listed = (text: string, sort: Sort = 'newest') => ({
  view: 'all' as const,
  text,
  sort,
  before: null,
  limit: listLimit
})

it.each<readonly [what: string, read: () => unknown]>([
  ...Sort.options.map(
    (sort) => [`the list by ${sort}`, () => readListing(database, listed('', sort))] as const
  ),
  ...features.map(
    (feature) => [`a search for is:${feature}`, () => readListing(database, listed(`is:${feature}`))] as const
  ),
  ['the trash', () => readTrash(database, { ids: null })],
  ['what the trash no longer keeps', () => readExpired(database, { sinceMs: 1 })],
  ['a found clip', adopt],
  ['known files', () => knownFiles(database, ['a.mp4'])],
  ['measured prices', () => measuredPrices(database)]
])('%s: found without going through all clips in a state', (_what, read) => {
  expect(plansOf(read).filter((detail) => searchesState.test(detail))).toEqual([])
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

function adopt(): void {
  const hashes = { sha256: 'f', sourceSha256: 's', mediaSha256: null }
  adoptClip(
    database,
    {
      generationId: id,
      videoId: video,
      createdAtUs: 1,
      position: 0,
      videoCount: 1,
      place: null,
      request: { modelId: 'veo-3.1-fast', prompt: 'boat', durationSeconds: 4 },
      remoteId: '7',
      fileName: 'a.mp4',
      file: { ...hashes, bytes: 1, sourceBytes: 1, savedAtMs: 3, media, traits: [] }
    },
    5
  )
}
