import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GenerationId, GenerationView } from '@shared/generation'
import { AppBench } from './testing/app-bench'

let bench: AppBench

beforeEach(async () => {
  bench = await AppBench.start()
})
afterEach(() => bench.end())

const paid = (): number => bench.simulator.ledger().entries.length

/** Creates one row of each kind that a forged line could damage. */
async function library(): Promise<Readonly<Record<'ready' | 'running' | 'waiting', GenerationView>>> {
  const [ready] = await bench.press({ prompt: 'ready' })
  await bench.comesTo(ready!, 'ready')
  const [running] = await bench.press({ prompt: '[sim: job-stuck] running' })
  await bench.comesTo(running!, 'processing')
  await bench.call('sending.setPaused', { paused: true })
  const [waiting] = await bench.press({ prompt: 'waiting' })
  const view = async (id: GenerationId | undefined): Promise<GenerationView> =>
    (await bench.get(id!)).generation
  return { ready: await view(ready), running: await view(running), waiting: await view(waiting) }
}

/** Appends lines to the journal as another program would. */
const forge = (...lines: readonly unknown[]): void =>
  appendFileSync(
    bench.journalPath,
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')
  )

const standing = {
  submittedAtMs: 1,
  remoteId: null,
  problem: null,
  balanceBeforeMicrodollars: null,
  enhancedPrompt: null,
  videos: []
}
const about = (generationId: string, revision: number): object => ({
  version: 1,
  atMs: 1_700_000_000_000,
  generationId,
  revision
})
const moved = (generationId: string, state: string, revision = 9_000): object => ({
  ...about(generationId, revision),
  ...standing,
  kind: 'moved',
  from: 'processing',
  state,
  why: 'forged'
})
const queued = (generationId: string, revision = 1): object => ({
  ...about(generationId, revision),
  kind: 'queued',
  createdAtUs: 1_700_000_000_000_000,
  batchId: generationId,
  batchPosition: 0,
  resendOf: null,
  request: { modelId: 'veo-3.1-fast', prompt: 'forged', durationSeconds: 4 }
})

/** Checks that the lists open and a new generation becomes ready. */
async function works(): Promise<void> {
  const page = await bench.call('generations.page', { view: 'all', text: '', before: null, limit: 200 })
  for (const { id } of page.items) await bench.get(id)
  const before = paid()
  const [next] = await bench.press({ prompt: 'after it' })
  await bench.comesTo(next!, 'ready')
  expect(paid()).toBe(before + 1)
}

/** Closes the app, forges lines, and opens it again; returns once the journal was read. */
async function reopen(spoil: () => void): Promise<void> {
  const last = crypto.randomUUID() as GenerationId
  await bench.reopen(() => {
    spoil()
    forge(queued(last))
  })
  await vi.waitFor(() => bench.get(last), { interval: 10 })
}

const stateOf = async ({ id }: GenerationView): Promise<GenerationView['state']> =>
  (await bench.get(id)).generation.state

const refusals = (): Promise<string> =>
  vi.waitFor(async () => {
    const { notices } = await bench.call('app.state', {})
    const said = notices.map(({ message, advice = '' }) => message + advice).join(' ')
    const [lines] = /\d+ lines of the (library )?folder’s journal couldn’t be used/.exec(said) ?? []
    expect(lines).toBeDefined()
    return lines!
  })

describe('a forged journal', () => {
  it('never moves a running, paid clip to another state', async () => {
    const { running } = await library()
    const states = ['cancelled', 'failed', 'ready', 'queued', 'unconfirmed', 'downloading']
    for (const [index, state] of states.entries()) {
      await reopen(() => forge(moved(running.id, state, 9_000 + index)))
      expect((await bench.get(running.id)).generation).toMatchObject({
        state: 'processing',
        remoteId: running.remoteId
      })
    }
    expect(paid()).toBe(2)
  })

  it('puts a clip into the trash from now on, whatever its time', async () => {
    const { ready } = await library()
    const beforeMs = Math.floor(Date.now() / 1000) * 1000
    await bench.reopen(() =>
      forge({ ...about(ready.id, ready.revision + 1), kind: 'deleted', deletedAtMs: 0 })
    )
    await vi.waitFor(async () => expect((await bench.get(ready.id)).generation.deletedAtMs).not.toBeNull())
    expect((await bench.get(ready.id)).generation.deletedAtMs).toBeGreaterThanOrEqual(beforeMs)
  })

  it('with out-of-range revisions and times is rejected and reported, and the app continues', async () => {
    const { ready, running, waiting } = await library()
    const beyond = [2 ** 53 - 1, 2 ** 53, 1e300, 10 ** 12, 500_000_000]
    await reopen(() => {
      forge(...beyond.map((revision) => moved(running.id, 'cancelled', revision)))
      forge(...beyond.map((revision) => moved(waiting.id, 'queued', revision)))
      forge(...beyond.map((revision) => queued(crypto.randomUUID(), revision)))
      forge(...beyond.map((revision) => ({ ...about(ready.id, revision), kind: 'hidden', hidden: true })))
      forge({ ...queued(crypto.randomUUID()), createdAtUs: 2 ** 53 - 1 })
      forge({ ...queued(crypto.randomUUID()), batchPosition: 2 ** 53 - 1 })
      forge({ ...moved(ready.id, 'ready'), atMs: 2 ** 53 - 1 })
    })
    expect(await refusals()).toMatch(/^2[0-9] lines/)
    expect([await stateOf(ready), await stateOf(running), await stateOf(waiting)]).toEqual([
      'ready',
      'processing',
      'queued'
    ])
    // The row can still be changed.
    await bench.call('generations.setHidden', { id: running.id, hidden: true })
    expect((await bench.get(running.id)).generation.hidden).toBe(true)
    await bench.call('generations.cancel', { ids: [waiting.id] })
    await bench.call('sending.setPaused', { paused: false })
    await works()
    expect(paid()).toBe(3)
  })

  it('for unknown ids blocks nothing, and sends nothing', async () => {
    await library()
    const [one, other] = [crypto.randomUUID(), crypto.randomUUID()]
    await reopen(() => {
      // Positions in a batch that are already used, twice.
      forge(queued(other), { ...queued(one), batchId: other }, { ...queued(other), generationId: one })
      forge(moved(crypto.randomUUID(), 'ready'), moved(one, 'processing'), moved(other, 'ready'))
      forge({ ...about(crypto.randomUUID(), 1), kind: 'charged', microdollars: 1 })
    })
    await bench.call('sending.setPaused', { paused: false })
    expect((await bench.get(one as GenerationId)).generation).toMatchObject({
      state: 'queued',
      waitingFor: 'click'
    })
    await works()
  })

  it('with lines out of order and duplicated restores the same rows', async () => {
    const { ready, running } = await library()
    await reopen(() => {
      const lines = readFileSync(bench.journalPath, 'utf8').trim().split('\n').reverse()
      writeFileSync(bench.journalPath, [...lines, ...lines, ''].join('\n'))
      // The database is lost, the folder is kept.
      writeFileSync(bench.databasePath, 'no database '.repeat(1000))
    })
    await bench.comesTo(ready.id, 'ready')
    expect((await bench.get(running.id)).generation).toMatchObject({
      state: 'processing',
      remoteId: running.remoteId
    })
    expect(paid()).toBe(2)
  })

  it('of a hundred thousand bad lines is reported in one notice', async () => {
    const { running } = await library()
    await reopen(() => {
      const line = JSON.stringify({ ...moved(running.id, 'cancelled'), revision: -1 })
      appendFileSync(bench.journalPath, `${line}\n`.repeat(100_000))
    })
    expect(await refusals()).toMatch(/^100000 lines/)
    expect(await stateOf(running)).toBe('processing')
  })
})

it('imports no clip whose name leads out of the folder or to a device', async () => {
  const { ready } = await library()
  const [video] = ready.videos
  const names = [
    '../../etc/passwd',
    '/etc/passwd',
    '..',
    'a/b.mp4',
    'C:\\x.mp4',
    'CON',
    'nul.mp4',
    'com1 .mp4',
    '.x'
  ]
  const facts = { bytes: 1, sha256: 'a'.repeat(64), sourceBytes: 1, sourceSha256: video!.sha256 }
  const media = { width: 1, height: 1, durationMs: 1, framesPerSecond: 1, videoCodec: 'x', audioCodec: null }
  const file = { ...facts, media, savedAtMs: 1 }
  const place = { id: video!.id, position: 0, state: 'saved', url: null, proxyUrl: null, problem: null }
  await reopen(() =>
    forge(
      ...names.map((fileName, index) => ({
        ...about(ready.id, 9_000 + index),
        kind: 'video',
        video: { ...place, fileName, file }
      }))
    )
  )
  expect(await refusals()).toMatch(/^9 lines/)
  expect((await bench.get(ready.id)).generation.videos).toMatchObject([
    { state: 'saved', fileName: video!.fileName }
  ])
})

describe('any content of a journal', () => {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      -1,
      0,
      1.5,
      2 ** 53 - 1,
      1e308,
      '',
      '__proto__',
      'x'.repeat(5000),
      [],
      {},
      true
    ),
    fc.string(),
    fc.integer(),
    fc.jsonValue({ maxDepth: 3 })
  )
  const fields = [
    'revision',
    'atMs',
    'state',
    'from',
    'remoteId',
    'videos',
    'kind',
    'problem',
    'request'
  ] as const

  it('sends nothing, ends no running generation, and keeps list and engine working', async () => {
    const rows = await library()
    const ids = [rows.ready.id, rows.running.id, rows.waiting.id, crypto.randomUUID(), crypto.randomUUID()]
    const id = fc.constantFrom(...ids)
    const revision = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(10 ** 6, 10 ** 9, 2 ** 53 - 1))
    const state = fc.constantFrom(
      'queued',
      'submitting',
      'unconfirmed',
      'processing',
      'downloading',
      'ready',
      'failed',
      'cancelled'
    )
    const remoteId = fc.constantFrom<string | null>(null, '4711', 'another-id')
    const well = fc.oneof(
      fc
        .tuple(id, state, revision, remoteId)
        .map(([one, to, at, found]) => ({ ...moved(one, to, at), remoteId: found })),
      fc.tuple(id, state, revision).map(([one, to, at]) => ({
        ...queued(one, at),
        ...moved(one, to, at),
        kind: 'whole',
        chargedMicrodollars: 1,
        hidden: true,
        deletedAtMs: 1
      })),
      fc.tuple(id, revision).map(([one, at]) => queued(one, at)),
      fc.tuple(id, revision).map(([one, at]) => ({ ...about(one, at), kind: 'deleted', deletedAtMs: 1 }))
    )
    const line = fc.oneof(
      well,
      fc
        .tuple(well, fc.constantFrom(...fields), odd)
        .map(([entry, field, value]) => ({ ...entry, [field]: value })),
      fc.constantFrom(
        '{"__proto__":{"state":"queued"}}',
        '['.repeat(20_000),
        `{"a":${'['.repeat(5000)}`,
        'x'.repeat(300_000)
      )
    )
    const before = paid()
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 5, maxLength: 60 }), async (lines) => {
        await reopen(() => forge(...lines))
        await bench.call('sending.setPaused', { paused: false })
        const page = await bench.call('generations.page', { view: 'all', text: '', before: null, limit: 200 })
        for (const { id: one } of page.items) await bench.get(one)
        expect(await stateOf(rows.running)).toBe('processing')
        expect(await stateOf(rows.ready)).toBe('ready')
        expect(paid()).toBe(before)
      }),
      { numRuns: 15 }
    )
    await works()
  })
})
