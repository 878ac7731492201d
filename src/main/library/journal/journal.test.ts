import { randomUUID } from 'node:crypto'
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId, VideoId } from '@shared/generation'
import { FakeClock } from '../../base/testing/fake-clock'
import { openDatabase, type WritableDatabase } from '../../db/connection/database'
import { createGenerationStore } from '../../db/tables/generation-store'
import { journaledRows } from '../../db/recovery/journaled-rows'
import { migrate } from '../../db/migrations/migrate'
import { journaledStore } from './journaled-store'
import type { Generation } from '../../generations/domain/generation'
import type { GenerationStore } from '../../generations/domain/ports'
import { silentLogger } from '../../logging/logger'
import { Journal } from './journal'
import { JournalEntry } from './journal-entry'

const clock = new FakeClock()
const never = new AbortController().signal
let folder: string
let path: string
let libraryId: string | null

/** The rows and the journal of one installation. */
class Rows {
  readonly journal: Journal
  readonly store: GenerationStore
  imported = 0
  refused = 0

  constructor(readonly database: WritableDatabase = emptyDatabase()) {
    this.journal = new Journal({
      path: () => path,
      libraryId: () => libraryId,
      rows: journaledRows(database, clock),
      onImported: () => (this.imported += 1),
      onRefused: (lines) => (this.refused += lines),
      logger: silentLogger
    })
    this.store = journaledStore(createGenerationStore(database), {
      append: (entry) => this.journal.append(entry),
      clock
    })
  }

  queue(): GenerationId {
    const id = randomUUID() as GenerationId
    const request = { modelId: 'veo-3.1-fast', prompt: 'a paper boat' }
    this.store.insertBatch(randomUUID(), [{ id, request, resendOf: null }], 1)
    return id
  }

  send(id: GenerationId): void {
    const status = { state: 'submitting', submittedAtMs: 2 } as const
    this.store.move({ id, from: 'queued', status, atMs: 2, why: 'Sending' })
  }

  accept(id: GenerationId, remoteId: string): void {
    const status = { state: 'processing', submittedAtMs: 2, remoteId } as const
    const poll = { etaSeconds: null, nextPollAtMs: 3, unknownSinceMs: null }
    this.store.move({ id, from: 'submitting', status: { ...status, ...poll }, atMs: 3, why: 'Sent' })
  }

  status(id: GenerationId): Generation['status'] | undefined {
    return this.store.find(id)?.status
  }
}

function emptyDatabase(): WritableDatabase {
  const database = openDatabase(':memory:')
  migrate(database)
  return database
}

const lines = (): readonly JournalEntry[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JournalEntry.parse(JSON.parse(line)))

const kinds = (): readonly string[] => lines().map(({ kind }) => kind)

let rows: Rows
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-journal-'))
  path = join(folder, 'journal.jsonl')
  libraryId = 'ours'
  rows = new Rows()
  await rows.journal.catchUp()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('appends each change, and records it as journaled', async () => {
  rows.send(rows.queue())
  await rows.journal.flush()
  expect(kinds()).toEqual(['queued', 'moved'])
  expect(await rows.journal.compare()).toBe('known')
})

it('appends the whole row after missed changes, and nothing twice', async () => {
  const id = rows.queue()
  await rows.journal.flush()
  renameSync(folder, `${folder}-away`)
  rows.send(id)
  rows.accept(id, '777')
  const other = rows.queue()
  await rows.journal.flush()
  renameSync(`${folder}-away`, folder)
  const next = new Rows(rows.database)
  await next.journal.catchUp()
  expect(kinds()).toEqual(['queued', 'whole', 'whole'])
  await new Rows(rows.database).journal.catchUp()
  next.send(other)
  await next.journal.flush()
  expect(kinds()).toEqual(['queued', 'whole', 'whole', 'moved'])

  const restored = new Rows()
  await restored.journal.replay(never)
  expect(restored.status(id)).toMatchObject({ state: 'processing', remoteId: '777' })
  expect(restored.status(other)).toMatchObject({ state: 'unconfirmed' })
})

it('is not written while another Dailies has the folder, and catches up afterwards [F56]', async () => {
  libraryId = null
  rows.queue()
  await rows.journal.flush()
  expect(await rows.journal.compare()).toBe('no_witness')
  libraryId = 'ours'
  rows.queue()
  await rows.journal.flush()
  expect(kinds()).toEqual(['whole', 'whole'])
})

it('is rewritten in full where it is missing, shorter, or of another folder', async () => {
  rows.queue()
  rows.queue()
  await rows.journal.flush()
  for (const spoil of [
    () => rmSync(path),
    () => writeFileSync(path, ''),
    () => (rmSync(path), (libraryId = 'another'))
  ]) {
    spoil()
    const next = new Rows(rows.database)
    if (libraryId === 'ours') expect(await next.journal.compare()).toBe('no_witness')
    await next.journal.catchUp()
    expect(kinds()).toEqual(['whole', 'whole'])
  }
})

it('imports what another Dailies has written before it continues', async () => {
  const id = rows.queue()
  await rows.journal.flush()
  const other = new Rows()
  await other.journal.replay(never)
  await other.journal.catchUp()
  const theirs = other.queue()
  await other.journal.flush()
  rows.send(id)
  await rows.journal.flush()
  expect(rows.imported).toBe(1)
  expect(rows.status(theirs)).toMatchObject({ state: 'queued', needsClick: true })
  expect(rows.status(id)).toMatchObject({ state: 'submitting' })
})

describe('a database that is behind', () => {
  /** The first life of a row: in the journal as paid for. */
  async function paidFor(): Promise<GenerationId> {
    const id = rows.queue()
    rows.send(id)
    rows.accept(id, '777')
    await rows.journal.flush()
    return id
  }

  /** Rows as they were before the request was answered. */
  function older(id: GenerationId): Rows {
    const before = new Rows()
    const request = { modelId: 'veo-3.1-fast', prompt: 'a paper boat' }
    before.store.insertBatch(randomUUID(), [{ id, request, resendOf: null }], 1)
    before.send(id)
    return before
  }

  it.each([
    ['an empty one', () => new Rows()],
    ['one with an older row', older]
  ])('is noticed: %s', async (_name, behind) => {
    const id = await paidFor()
    const { journal } = behind(id)
    expect(await journal.compare()).toBe('knows_more')
    expect((await journal.replay(never)).imported).toBe(1)
    expect(await journal.compare()).toBe('known')
    expect((await journal.replay(never)).imported).toBe(0)
  })

  it('gets the id of a paid request, even if the row changed since', async () => {
    const id = await paidFor()
    const before = older(id)
    const problem = { code: 'bug', message: 'Closed while sending.', retryable: false } as const
    const status = { state: 'unconfirmed', submittedAtMs: 2, problem } as const
    before.store.move({ id, from: 'submitting', status, atMs: 9, why: 'Closed' })
    expect(await before.journal.compare()).toBe('knows_more')
    await before.journal.replay(never)
    expect(before.status(id)).toMatchObject({ state: 'processing', remoteId: '777' })
    expect(await before.journal.compare()).toBe('known')
    // A database lost after that learns the same.
    await before.journal.catchUp()
    const restored = new Rows()
    await restored.journal.replay(never)
    expect(restored.status(id)).toMatchObject({ state: 'processing', remoteId: '777' })
  })

  it('keeps its own id over an older one in the journal', async () => {
    const id = await paidFor()
    const before = older(id)
    before.accept(id, '888')
    await before.journal.replay(never)
    expect(before.status(id)).toMatchObject({ remoteId: '888' })
  })
})

it('appends after a full disk what could not be written', async () => {
  rows.queue()
  await rows.journal.flush()
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'a file where the folder was')
  rows.queue()
  await rows.journal.flush()
  rmSync(folder)
  renameSync(mkdtempSync(join(tmpdir(), 'dailies-journal-')), folder)
  rows.queue()
  await rows.journal.flush()
  expect(kinds()).toEqual(['whole', 'whole', 'whole'])
})

it('skips what it cannot read, and appends after it [D15]', async () => {
  rows.queue()
  await rows.journal.flush()
  appendFileSync(path, '{"version":1,"kind":"que')
  expect(await rows.journal.compare()).toBe('known')
  const next = new Rows(rows.database)
  await next.journal.catchUp()
  next.queue()
  await next.journal.flush()
  const restored = new Rows()
  expect(await restored.journal.replay(never)).toMatchObject({ imported: 2, unreadable: 1 })
})

it('uses a whole line whose annotations are unreadable, which may hold an id that was paid for', async () => {
  const id = rows.queue()
  rows.send(id)
  rows.accept(id, '777')
  await rows.journal.flush()
  rmSync(path)
  await new Rows(rows.database).journal.catchUp()
  const [line] = lines()
  writeFileSync(path, `${JSON.stringify({ ...line, annotations: { stars: 9 } })}\n`)
  const restored = new Rows()
  expect(await restored.journal.replay(never)).toMatchObject({ imported: 1, unreadable: 0 })
  expect(restored.status(id)).toMatchObject({ state: 'processing', remoteId: '777' })
})

describe('what was measured of a clip', () => {
  const checks = { peakDecibels: -12.5, blackMs: 0, frozenMs: 700 }
  const sha256 = 'a'.repeat(64)
  const file = {
    bytes: 12,
    sha256,
    sourceBytes: 12,
    sourceSha256: sha256,
    traits: [],
    mediaSha256: null,
    savedAtMs: 5,
    media: {
      width: 1280,
      height: 720,
      durationMs: 8000,
      framesPerSecond: 24,
      videoCodec: 'avc',
      audioCodec: null
    }
  }
  let video: VideoId

  beforeEach(() => {
    video = randomUUID() as VideoId
    const id = rows.queue()
    rows.send(id)
    rows.accept(id, '777')
    const status = { state: 'downloading', submittedAtMs: 2, remoteId: '777' } as const
    const videos = [{ id: video, url: 'https://a.example/boat.mp4', proxyUrl: null }]
    rows.store.move({ id, from: 'processing', status, videos, atMs: 4, why: 'Made' })
    rows.store.reserveFileName(video, 'boat.mp4')
    rows.store.changeVideo(video, { state: 'saved', file })
    rows.store.changeVideo(video, { checks })
  })

  const videosIn = ({ store }: Rows) => store.findByVideo(video)?.videos

  it('is restored from the journal, and costs one line', async () => {
    await rows.journal.flush()
    const written = kinds()
    expect(written.slice(-2)).toEqual(['video', 'video'])
    await new Rows(rows.database).journal.catchUp()
    expect(kinds()).toEqual(written)
    const restored = new Rows()
    await restored.journal.replay(never)
    expect(videosIn(restored)).toMatchObject([{ state: 'saved', checks }])
  })

  it('has what happened to its file in the restored history', async () => {
    rows.store.changeVideo(video, { state: 'missing' }, { atMs: 9, why: 'File missing' })
    await rows.journal.flush()
    const restored = new Rows()
    await restored.journal.replay(never)
    const [generation] = [restored.store.findByVideo(video)]
    expect(restored.store.history(generation!.id).at(-1)).toMatchObject({ why: 'File missing' })
  })

  it('stays as it is in rows where a line has none, or one that is unreadable', async () => {
    await rows.journal.flush()
    const [last] = lines().slice(-1) as [Extract<JournalEntry, { kind: 'video' }>]
    for (const bad of [undefined, null, { ...checks, blackMs: -1 }, 'loud']) {
      const line = { ...last, revision: last.revision + 1, video: { ...last.video, checks: bad } }
      appendFileSync(path, `${JSON.stringify(line)}\n`)
    }
    const restored = new Rows()
    expect(await restored.journal.replay(never)).toMatchObject({ unreadable: 0, refused: 0 })
    expect(videosIn(restored)).toMatchObject([{ state: 'saved', checks }])
  })

  it('is forgotten with another file', () => {
    rows.store.changeVideo(video, { file: { ...file, sha256: 'b'.repeat(64) } })
    expect(videosIn(rows)).toMatchObject([{ checks: null }])
  })
})

describe('conflict copies of a sync tool', () => {
  const names = [
    'journal.sync-conflict-20261122-101010-ABCDEFG.jsonl',
    'journal (Ann’s conflicted copy 2026-11-22).jsonl',
    'journal-DESKTOP-1.jsonl',
    'journal (1).jsonl',
    'journal 2.jsonl'
  ]

  /** What another device wrote: the common beginning, and a clip of its own that was paid for. */
  async function conflict(name: string): Promise<GenerationId> {
    const mine = path
    const common = readFileSync(mine, 'utf8')
    path = join(folder, name)
    writeFileSync(path, common)
    const other = new Rows()
    await other.journal.catchUp()
    const id = other.queue()
    other.send(id)
    other.accept(id, '888')
    await other.journal.flush()
    path = mine
    return id
  }

  it.each(names)('are merged into the database and the journal: %s', async (name) => {
    const mine = rows.queue()
    await rows.journal.flush()
    const theirs = await conflict(name)
    const next = new Rows(rows.database)
    expect(await next.journal.compare()).toBe('knows_more')
    await next.journal.catchUp()
    expect(next.status(theirs)).toMatchObject({ state: 'processing', remoteId: '888' })
    expect(next.status(mine)).toMatchObject({ state: 'queued' })
    expect(await next.journal.compare()).toBe('known')
    // The journal alone has all of it now.
    rmSync(join(folder, name))
    const restored = new Rows()
    await restored.journal.replay(never)
    expect(restored.status(theirs)).toMatchObject({ state: 'processing', remoteId: '888' })
  })

  it('are all merged when the database is lost, even if some are unreadable', async () => {
    rows.queue()
    await rows.journal.flush()
    const ids = [await conflict(names[0]!), await conflict(names[1]!)]
    writeFileSync(join(folder, 'journal 9.jsonl'), 'no journal at all')
    symlinkSync('/dev/zero', join(folder, 'journal 8.jsonl'))
    const restored = new Rows()
    expect(await restored.journal.replay(never)).toMatchObject({ unreadable: 1, refused: 0 })
    for (const id of ids) expect(restored.status(id)).toMatchObject({ state: 'processing' })
  })

  it('are not recognised under another name', async () => {
    writeFileSync(join(folder, 'my journal.jsonl'), 'x')
    writeFileSync(join(folder, 'journal.jsonl.bak'), 'x')
    expect(await rows.journal.replay(never)).toMatchObject({ unreadable: 0 })
  })
})
