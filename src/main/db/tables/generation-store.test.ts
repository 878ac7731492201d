import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { GenerationQuery } from '@shared/library/queries'
import type { GenerationId, VideoId, VideoState } from '@shared/generation'
import { ProblemError } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import { viewCases } from '@shared/testing/view-cases'
import type { GenerationStore } from '../../generations/domain/ports'
import type { SavedFile } from '../../generations/domain/generation'
import { RefusedWrite } from '../../base/refused-write'
import { adoptClip } from '../recovery/adoption'
import { openDatabase, type WritableDatabase } from '../connection/database'
import { latestLinks, savedFile } from './file-records'
import { createGenerationStore } from './generation-store'
import { migrate } from '../migrations/migrate'
import { measuredPrices, sentSince } from '../queries/spend-queries'

const newId = (): GenerationId => randomUUID() as GenerationId
const newVideoId = (): VideoId => randomUUID() as VideoId
const request = (prompt: string): GenerationRequest => ({
  modelId: 'veo-3.1-fast',
  prompt,
  durationSeconds: 8
})
const file: SavedFile = {
  bytes: 12,
  sha256: 'b'.repeat(64),
  sourceBytes: 10,
  sourceSha256: 'a'.repeat(64),
  traits: [],
  mediaSha256: null,
  savedAtMs: 5,
  media: {
    width: 1280,
    height: 720,
    durationMs: 8000,
    framesPerSecond: 24,
    videoCodec: 'avc',
    audioCodec: 'aac'
  }
}

let database: WritableDatabase
let store: GenerationStore

beforeEach(() => {
  database = openDatabase(':memory:')
  migrate(database)
  store = createGenerationStore(database)
})

const insert = (prompt: string, atMs = 1_000): GenerationId => {
  const id = newId()
  store.insertBatch(randomUUID(), [{ id, request: request(prompt), resendOf: null }], atMs)
  return id
}

describe('a batch', () => {
  it('is written in order, with keys that list its first request first', () => {
    const made = store.insertBatch(
      randomUUID(),
      ['a', 'b', 'c'].map((prompt) => ({ id: newId(), request: request(prompt), resendOf: null })),
      1_000
    )
    expect(made.map(({ createdAtUs, request: { prompt } }) => [createdAtUs, prompt])).toEqual([
      [1_000_002, 'a'],
      [1_000_001, 'b'],
      [1_000_000, 'c']
    ])
  })

  it('has a millisecond of its own, and is sent in order of presses and requests', () => {
    const press = (...prompts: readonly string[]) =>
      store.insertBatch(
        randomUUID(),
        prompts.map((prompt) => ({ id: newId(), request: request(prompt), resendOf: null })),
        1_000
      )
    const made = [press('a', 'b'), press('c', 'd'), press('e')]
    expect(made.map((batch) => batch.map(({ createdAtUs }) => createdAtUs))).toEqual([
      [1_000_001, 1_000_000],
      [1_001_001, 1_001_000],
      [1_002_000]
    ])
    expect(store.inStates('queued').map((one) => one.request.prompt)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(store.findBatch(made[1]![1]!.batchId).map((one) => one.request.prompt)).toEqual(['c', 'd'])
  })

  it('is written once when the same press is repeated', () => {
    const press = randomUUID()
    const first = store.insertBatch(press, [{ id: newId(), request: request('a'), resendOf: null }], 1)
    const second = store.insertBatch(press, [{ id: newId(), request: request('a'), resendOf: null }], 2)
    expect(second).toEqual(first)
    expect(store.counts().all).toBe(1)
  })

  it('is written in one transaction with the transition of another row', () => {
    const other = insert('boat')
    const settles = {
      id: other,
      from: 'queued',
      status: { state: 'submitting', submittedAtMs: 7 },
      atMs: 7,
      why: 'x'
    } as const
    const drafts = () => [{ id: newId(), request: request('a'), resendOf: other }]
    const press = randomUUID()
    store.insertBatch(press, drafts(), 7, settles)
    expect([store.counts().all, store.find(other)?.status.state]).toEqual([2, 'submitting'])
    expect(() => store.insertBatch(randomUUID(), drafts(), 8, settles)).toThrow('no longer queued')
    expect([store.counts().all, store.history(other).length]).toEqual([2, 2])
    expect(store.insertBatch(press, drafts(), 9, settles)).toHaveLength(1)
  })
})

describe('a transition', () => {
  it('updates the row and appends its event in one transaction', () => {
    const id = insert('boat')
    const moved = store.move({
      id,
      from: 'queued',
      status: { state: 'submitting', submittedAtMs: 7 },
      atMs: 7,
      why: 'Sending',
      balanceBeforeMicrodollars: 48_080_000
    })
    expect(moved).toMatchObject({
      revision: 2,
      stateSinceMs: 7,
      status: { state: 'submitting', submittedAtMs: 7 },
      balanceBeforeMicrodollars: 48_080_000
    })
    expect(store.history(id)).toEqual([
      { atMs: 1_000, from: null, to: 'queued', why: 'Queued' },
      { atMs: 7, from: 'queued', to: 'submitting', why: 'Sending' }
    ])
  })

  it('writes nothing if the row is no longer in its state', () => {
    const id = insert('boat')
    const move = {
      id,
      from: 'submitting',
      status: { state: 'cancelled', problem: null },
      atMs: 7,
      why: 'x'
    } as const
    expect(store.move(move)).toBeNull()
    expect(store.find(id)?.revision).toBe(1)
    expect(store.history(id)).toHaveLength(1)
  })

  it('never loses a remote id in any following state', () => {
    const id = insert('boat')
    const submitted = { submittedAtMs: 1 }
    store.move({ id, from: 'queued', status: { state: 'submitting', ...submitted }, atMs: 1, why: null })
    const processing = {
      state: 'processing',
      remoteId: '42',
      etaSeconds: 5,
      nextPollAtMs: 9,
      unknownSinceMs: null
    } as const
    store.move({ id, from: 'submitting', status: { ...processing, ...submitted }, atMs: 2, why: null })
    expect(store.find(id)?.status).toEqual({ ...processing, ...submitted })
    store.move({
      id,
      from: 'processing',
      status: { state: 'downloading', remoteId: null, ...submitted },
      atMs: 3,
      why: null
    })
    expect(store.find(id)?.status).toMatchObject({ state: 'downloading', remoteId: '42' })
  })
})

describe('videos', () => {
  const downloading = (): { id: GenerationId; video: VideoId } => {
    const id = insert('boat')
    const video = newVideoId()
    const status = { state: 'downloading', submittedAtMs: 1, remoteId: '1' } as const
    store.move({
      id,
      from: 'queued',
      status,
      atMs: 1,
      why: null,
      videos: [{ id: video, url: 'https://a/1', proxyUrl: null }]
    })
    return { id, video }
  }

  it('are pending until saved with their file', () => {
    const { id, video } = downloading()
    expect(store.withPendingVideos().map((generation) => generation.id)).toEqual([id])
    const saved = store.changeVideo(video, { state: 'saved', file })
    expect(saved.videos[0]).toMatchObject({ id: video, state: 'saved', file })
    expect(store.withPendingVideos()).toEqual([])
    expect(store.findByVideo(video)?.id).toBe(id)
  })

  it('have what happened to their files in the history, between the moves', () => {
    const { id, video } = downloading()
    store.changeVideo(video, { state: 'saved', file })
    const before = store.history(id).length
    store.changeVideo(video, { state: 'missing' }, { atMs: 9, why: 'File missing' })
    expect(store.history(id).slice(before)).toEqual([
      { atMs: 9, from: 'downloading', to: 'downloading', why: 'File missing' }
    ])
  })

  it('can be played and dragged while on disk, even if another program changed them', () => {
    const { video } = downloading()
    store.reserveFileName(video, 'boat.mp4')
    const nameWhile = (state: VideoState): string | null => {
      store.changeVideo(video, { state, file })
      return savedFile(database, video)?.fileName ?? null
    }
    expect(savedFile(database, video)).toBe(null)
    expect((['saved', 'changed', 'missing', 'refused'] as const).map(nameWhile)).toEqual([
      'boat.mp4',
      'boat.mp4',
      null,
      null
    ])
  })

  it('replace old links with new ones', () => {
    const { video } = downloading()
    const renewed = store.changeVideo(video, { links: { url: 'https://a/2', proxyUrl: 'https://b/2' } })
    expect(renewed.videos[0]).toMatchObject({ url: 'https://a/2', proxyUrl: 'https://b/2' })
  })

  it('have unique names, compared without case and in one normal form [F42]', () => {
    const [first, second] = [downloading().video, downloading().video]
    expect(store.reserveFileName(first, 'Café.mp4')).toBe(true)
    expect(store.reserveFileName(second, 'CAFE\u0301.MP4')).toBe(false)
    expect(store.reserveFileName(first, 'Café.mp4')).toBe(true)
  })
})

describe('pages', () => {
  it('are sorted newest first by key, without gap or repeat, from any number [I12]', () => {
    const ids = Array.from({ length: 25 }, (_, index) => insert(`prompt ${index}`, index * 10)).reverse()
    const seen: GenerationId[] = []
    let before: number | null = null
    do {
      const page: ReturnType<GenerationStore['page']> = store.page({
        view: 'all',
        text: '',
        before,
        limit: 10
      })
      seen.push(...page.items.map(({ id }) => id))
      before = page.next
    } while (before !== null)
    expect(seen).toEqual(ids)
    // A cursor is just a number: an invented one returns the rows older than it.
    const from = (cursor: number): number =>
      store.page({ view: 'all', text: '', before: cursor, limit: 200 }).items.length
    expect([0, 1, Number.MAX_SAFE_INTEGER].map(from)).toEqual([0, 1, 25])
  })

  it('find every word of a search with any characters [I10, I11]', () => {
    insert('A red car in the rain')
    insert('100% cotton_shirt')
    const find = (text: string): readonly string[] =>
      store
        .page({ view: 'all', text, before: null, limit: 10 })
        .items.map(({ request: { prompt } }) => prompt)
    expect(find('rain RED')).toEqual(['A red car in the rain'])
    expect(find('100%')).toEqual(['100% cotton_shirt'])
    expect(find('%')).toEqual(['100% cotton_shirt'])
    expect(find('_')).toEqual(['100% cotton_shirt'])
    const syntax = ['"', `'`, '*', 'NEAR(red car)', 'prompt:red', '(', 'red OR', `' OR 1=1; --`]
    for (const text of syntax) expect(find(text)).toEqual([])
    expect(find('-red')).toEqual(['100% cotton_shirt'])
    expect(find('"red c')).toEqual(['A red car in the rain'])
    expect(find('   ')).toHaveLength(2)
    expect(find('👩‍🚀')).toEqual([])
    expect(find('red '.repeat(10_000))).toEqual(['A red car in the rain'])
    fc.assert(fc.property(fc.string({ maxLength: 500 }), (text) => void find(text)))
  })

  it.each(viewCases)(
    'contain what is $what in $views',
    ({ state, needsClick, problem, video, away, views }) => {
      const id = insert(state)
      database
        .prepare(
          'UPDATE generation SET state = ?, needs_click = ?, problem = ?, hidden = ?, deleted_at_ms = ? WHERE uuid = ?'
        )
        .run(
          state,
          needsClick ? 1 : 0,
          problem ? JSON.stringify(problem) : null,
          away === 'hidden' ? 1 : 0,
          away === 'deleted' ? 1 : null,
          id
        )
      if (video) {
        database
          .prepare(
            `INSERT INTO video (uuid, generation_id, position, state)
            SELECT ?, id, 0, ? FROM generation WHERE uuid = ?`
          )
          .run(newVideoId(), video, id)
      }
      const all = GenerationQuery.shape.view.options
      const showsIt = (view: (typeof all)[number]): boolean =>
        store.page({ view, text: '', before: null, limit: 10 }).items.length > 0
      expect(all.filter(showsIt)).toEqual(views)
      expect(all.filter((view) => store.counts()[view] === 1)).toEqual(views)
    }
  )

  it('keep deleted or hidden rows in the trash', () => {
    const [deleted, hidden] = [insert('one'), insert('two')]
    store.setDeleted([deleted], 9)
    store.setHidden(hidden, true)
    expect(store.counts()).toMatchObject({ all: 0, in_progress: 0, needs_you: 0, trash: 2 })
    store.setDeleted([deleted], null)
    store.setHidden(hidden, false)
    expect(store.counts()).toMatchObject({ all: 2, in_progress: 2, needs_you: 0, trash: 0 })
  })

  it('are read by key without a sort', () => {
    const plan = database
      .prepare(
        `EXPLAIN QUERY PLAN SELECT * FROM generation WHERE deleted_at_ms IS NULL AND id < 5 ORDER BY id DESC LIMIT 5`
      )
      .all() as { detail: string }[]
    expect(plan.map(({ detail }) => detail).join()).toMatch(/USING INTEGER PRIMARY KEY/)
    expect(plan.map(({ detail }) => detail).join()).not.toMatch(/TEMP B-TREE/)
  })
})

it('deletes all of many rows, or none of them', () => {
  const ids = [insert('one'), insert('two'), newId()]
  expect(() => store.setDeleted(ids, 9)).toThrow('No generation')
  expect(ids.map((id) => store.find(id)?.deletedAtMs)).toEqual([null, null, undefined])
  expect(store.setDeleted(ids.slice(0, 2), 9).map(({ deletedAtMs }) => deletedAtMs)).toEqual([9, 9])
})

it('counts the spending even if a row is unreadable', () => {
  const id = insert('boat')
  const status = { state: 'submitting', submittedAtMs: 2_000 } as const
  store.move({ id, from: 'queued', status, atMs: 2_000, why: 'Sending' })
  database
    .prepare(`UPDATE generation SET request = 'no JSON', charged_microdollars = 5, state = 'ready'`)
    .run()
  expect(sentSince(database, 0)).toMatchObject([{ request: { prompt: 'boat' }, chargedMicrodollars: 5 }])
  expect(measuredPrices(database)).toEqual([])
})

it('imports a clip with what was measured of its file, and none under the name of another video', () => {
  const other = insert('other')
  const [name, otherVideo] = ['boat.mp4', newVideoId()]
  const finished = { state: 'downloading', submittedAtMs: 1, remoteId: '7' } as const
  const videos = [{ id: otherVideo, url: 'https://files.example/a.mp4', proxyUrl: null }]
  store.move({ id: other, from: 'queued', status: finished, atMs: 2, why: 'Finished', videos })
  store.reserveFileName(otherVideo, name)
  const generationId = newId()
  const clip = {
    generationId,
    videoId: newVideoId(),
    createdAtUs: 5,
    position: 0,
    videoCount: 1,
    place: null,
    request: request('boat'),
    remoteId: '8',
    file
  }
  expect(() => adoptClip(database, { ...clip, fileName: 'BOAT.mp4' }, 9)).toThrow('Another video')
  expect(store.find(generationId)).toBeNull()
  adoptClip(database, { ...clip, fileName: 'boat 2.mp4' }, 9)
  expect(store.find(generationId)?.videos).toMatchObject([{ state: 'saved', fileName: 'boat 2.mp4' }])
  const checks = { peakDecibels: null, blackMs: 0, frozenMs: 0 }
  store.changeVideo(clip.videoId, { state: 'missing', checks })
  adoptClip(database, { ...clip, fileName: 'boat 2.mp4' }, 9)
  expect(store.find(generationId)?.videos).toMatchObject([{ state: 'saved', checks }])
})

it('counts a clip with a time in the future as sent when it was found', () => {
  const adopt = (generationId: GenerationId): void =>
    adoptClip(
      database,
      {
        generationId,
        videoId: newVideoId(),
        createdAtUs: Date.UTC(2199, 0) * 1000,
        position: 0,
        videoCount: 1,
        place: null,
        request: request('boat'),
        remoteId: null,
        fileName: `${generationId}.mp4`,
        file
      },
      9_000
    )
  for (const id of [newId(), insert('boat')]) adopt(id)
  expect(sentSince(database, 0).map(({ submittedAtMs }) => submittedAtMs)).toEqual([9_000, 9_000])
})

it('keeps a row with an unreadable request', () => {
  const id = insert('boat')
  database.prepare(`UPDATE generation SET request = '{"odd":1}' WHERE uuid = ?`).run(id)
  expect(store.find(id)).toMatchObject({
    request: { modelId: 'veo-3.1-fast', prompt: 'boat' },
    isRequestReadable: false
  })
})

describe('a write that the database rejects', () => {
  const moveTo = (id: GenerationId, state: string): (() => unknown) => {
    const status = { state, submittedAtMs: 1 } as never
    return () => store.move({ id, from: 'queued', status, atMs: 1, why: null })
  }

  it.each([
    ['a constraint', 'unheard of'],
    ['a type', 7]
  ])('for %s is reported as permanent', (_why, state) => {
    const id = insert('a')
    expect(moveTo(id, state as string)).toThrow(RefusedWrite)
    expect(store.find(id)?.status.state).toBe('queued')
  })

  it('for lack of space is reported as temporary', () => {
    const id = insert('a')
    database.exec('PRAGMA max_page_count = 1')
    const raw = 'x'.repeat(60_000)
    const status = { state: 'submitting', submittedAtMs: 1 } as const
    expect(() => store.move({ id, from: 'queued', status, atMs: 1, why: null, raw })).toThrow(ProblemError)
  })
})

it('returns the addresses of the latest video', () => {
  expect(latestLinks(database)).toEqual([])
  for (const [index, prompt] of ['a', 'b', 'c'].entries()) {
    const generation = store.find(insert(prompt, 1_000 + index))!
    const url = `https://files.example/${prompt}.mp4`
    store.move({
      id: generation.id,
      from: 'queued',
      status: { state: 'downloading', submittedAtMs: 1, remoteId: prompt },
      atMs: 2,
      why: null,
      videos: prompt === 'c' ? [] : [{ id: newVideoId(), url, proxyUrl: `${url}?proxy` }]
    })
  }
  const url = 'https://files.example/b.mp4'
  expect(latestLinks(database)).toEqual([url, `${url}?proxy`])
  // Older ones are not looked for: imported clips have none, however many there are.
  for (let index = 0; index < 500; index += 1) insert(`imported ${index}`, 2_000 + index)
  expect(latestLinks(database)).toEqual([])
})
