import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GenerationId, GenerationView } from '@shared/generation'
import { AppBench } from './testing/app-bench'
import { makeBackupSync } from '../db/recovery/backup'
import { openReadOnly } from '../db/connection/database'
import { backupFolder } from '../db/connection/open-library'

let bench: AppBench

beforeEach(async () => {
  bench = await AppBench.start()
})
afterEach(() => bench.end())

const paid = (): number => bench.simulator.ledger().entries.length
const loseDatabase = (): void => rmSync(bench.stateFolder, { recursive: true })

/** Returns a row without its history, its measurement and the parts specific to this run. */
async function facts(id: GenerationId): Promise<unknown> {
  const { generation, enhancedPrompt } = await bench.get(id)
  const { revision, waitingFor, ...lasting } = generation
  expect([revision > 0, waitingFor === null || lasting.state === 'queued']).toEqual([true, true])
  return { ...lasting, measuredTogether: null, enhancedPrompt }
}

const factsOf = (ids: readonly GenerationId[]): Promise<readonly unknown[]> => Promise.all(ids.map(facts))

async function order(): Promise<readonly GenerationId[]> {
  const { items } = await bench.call('generations.page', { view: 'all', text: '', before: null, limit: 100 })
  return items.map(({ id }) => id)
}

const takenUp = (): Promise<unknown> =>
  vi.waitFor(async () => expect((await bench.call('app.state', {})).notices).not.toEqual([]), {
    interval: 20
  })

/** Creates a library folder that contains only a journal. */
function writeFolder(journal: string): void {
  mkdirSync(join(bench.library, '.dailies'), { recursive: true })
  writeFileSync(
    join(bench.library, '.dailies', 'library.json'),
    JSON.stringify({ version: 1, id: crypto.randomUUID() })
  )
  writeFileSync(bench.journalPath, journal)
}

/** Six invalid lines between valid ones. */
function spoilJournal({ id, createdAtUs, videos }: GenerationView): void {
  const about = { version: 1, atMs: 1, generationId: id, revision: 1000 }
  const file = { bytes: 1, sha256: 'no hash', sourceBytes: 1, sourceSha256: 'none', savedAtMs: 1, media: {} }
  const video = {
    ...videos[0],
    position: 0,
    url: null,
    proxyUrl: null,
    fileName: '../../../etc/passwd',
    file: null
  }
  const { state, problem } = { state: 'saved', problem: null }
  const bad = [
    { ...about, kind: 'video', video: { ...video, state, problem } },
    { ...about, kind: 'video', video: { ...video, state, problem, fileName: 'a.mp4', file } },
    { ...about, version: 2, kind: 'charged', microdollars: 5 },
    { ...about, kind: 'queued', createdAtUs, batchId: 'x', batchPosition: 0, resendOf: null, request: {} },
    { ...about, kind: 'charged', microdollars: '5' }
  ].map((entry) => JSON.stringify(entry))
  const text = readFileSync(bench.journalPath, 'utf8')
  writeFileSync(bench.journalPath, [...bad, 'x'.repeat(300_000), text].join('\n'))
}

/** Creates a library with a row of every kind that does not change by itself. */
async function variedLibrary(): Promise<readonly GenerationId[]> {
  const [plain] = await bench.press({
    prompt: 'every parameter, “quotes” & ünïcode 雨',
    negativePrompt: 'rain',
    generateAudio: true,
    enhancePrompt: false
  })
  await bench.comesTo(plain!, 'ready')
  await vi.waitFor(async () =>
    expect((await bench.get(plain!)).generation.chargedMicrodollars).not.toBeNull()
  )
  const batch = await bench.press(
    { prompt: 'first take' },
    { prompt: 'second take' },
    { prompt: 'in the trash' }
  )
  for (const id of batch) await bench.comesTo(id, 'ready')
  await bench.call('generations.trash', { ids: [batch[2]!] })
  const [failed] = await bench.press({ prompt: '[sim: job-fails] refused' })
  await bench.comesTo(failed!, 'failed')
  const again = await bench.call('generations.sendAgain', {
    id: batch[0]!,
    pressId: crypto.randomUUID()
  })
  await bench.comesTo(again.id, 'ready')
  const [unconfirmed] = await bench.press({ prompt: '[sim: submit-reset-created] no answer' })
  await bench.comesTo(unconfirmed!, 'unconfirmed')
  const [notSent] = await bench.press({ prompt: '[sim: submit-reset] never there' })
  await bench.comesTo(notSent!, 'unconfirmed')
  await bench.call('generations.markNotSent', { id: notSent! })
  const [hidden] = await bench.press({ prompt: '[sim: job-stuck] hidden and running' })
  await bench.comesTo(hidden!, 'processing')
  await bench.call('generations.setHidden', { id: hidden!, hidden: true })
  const [running] = await bench.press({ prompt: '[sim: job-stuck] running' })
  await bench.comesTo(running!, 'processing')
  const [refused] = await bench.press({ prompt: '[sim: file-html] no video' })
  await vi.waitFor(async () =>
    expect((await bench.get(refused!)).generation.videos[0]?.state).toBe('refused')
  )
  await bench.call('sending.setPaused', { paused: true })
  const [cancelled] = await bench.press({ prompt: 'thought better of it' })
  await bench.call('generations.cancel', { ids: [cancelled!] })
  return [
    plain!,
    ...batch,
    failed!,
    again.id,
    unconfirmed!,
    notSent!,
    hidden!,
    running!,
    refused!,
    cancelled!
  ]
}

describe('a library without its database', () => {
  it('is restored from the folder row by row, except for the history [F48]', async () => {
    const ids = await variedLibrary()
    const [before, orderBefore, paidBefore] = [await factsOf(ids), await order(), paid()]
    await bench.reopen(loseDatabase)
    await takenUp()
    expect(bench.platform.events.filter(({ name }) => name === 'library.changed')).toHaveLength(1)
    expect(await factsOf(ids)).toEqual(before)
    expect(await order()).toEqual(orderBefore)
    expect(paid()).toBe(paidBefore)
    const { events } = await bench.get(ids[0]!)
    expect(events.map(({ to }) => to)).toEqual([
      'queued',
      'unconfirmed',
      'processing',
      'downloading',
      'ready'
    ])
    // A second loss restores the same: changes since the first are in the journal as well.
    await bench.reopen(loseDatabase)
    await takenUp()
    expect(await factsOf(ids)).toEqual(before)
  })

  it('never sends queued generations automatically, and asks about requests in flight', async () => {
    await bench.call('sending.setPaused', { paused: true })
    const [waiting] = await bench.press({ prompt: 'waiting' })
    await bench.call('sending.setPaused', { paused: false })
    await bench.comesTo(waiting!, 'ready')
    const lines = readFileSync(bench.journalPath, 'utf8').trim().split('\n')
    const until = (state: string): string => {
      const last = lines.findIndex((line) => line.includes(`"state":"${state}"`))
      return lines.slice(0, last + 1).join('\n')
    }
    for (const [kept, state] of [
      [lines.find((line) => line.includes('"queued"'))!, 'queued'],
      [until('submitting'), 'unconfirmed']
    ] as const) {
      await bench.reopen(() => {
        rmSync(join(bench.folder, 'Videos'), { recursive: true })
        loseDatabase()
        writeFolder(kept)
      })
      await takenUp()
      expect((await bench.get(waiting!)).generation).toMatchObject({
        state,
        problem: { code: 'may_have_been_sent', charged: 'not_known' },
        waitingFor: state === 'queued' ? 'click' : null
      })
    }
    expect(paid()).toBe(1)
  })

  it('downloads running generations, as paid ids are in the folder before the clip', async () => {
    bench.simulator.fault({ fault: 'job-finish-after=1000000*1' })
    const [id] = await bench.press({ prompt: 'on its way' })
    const { remoteId } = await bench.comesTo(id!, 'processing')
    await bench.reopen(loseDatabase)
    await takenUp()
    expect(await bench.comesTo(id!, 'processing')).toMatchObject({ remoteId })
    bench.simulator.set({ advanceSeconds: 2_000_000 })
    expect((await bench.comesTo(id!, 'ready')).videos).toMatchObject([{ state: 'saved' }])
    expect(paid()).toBe(1)
  })

  it('shows a clip as missing if its file is gone, and can download it again', async () => {
    const [id] = await bench.press({ prompt: 'deleted meanwhile' })
    const { videos } = await bench.comesTo(id!, 'ready')
    await bench.reopen(() => {
      loseDatabase()
      rmSync(join(bench.library, videos[0]!.fileName!))
    })
    await takenUp()
    await vi.waitFor(async () =>
      expect((await bench.get(id!)).generation.videos[0]).toMatchObject({ state: 'missing' })
    )
    await bench.call('videos.downloadAgain', { id: videos[0]!.id })
    await vi.waitFor(async () =>
      expect((await bench.get(id!)).generation.videos[0]).toMatchObject({
        state: 'saved',
        fileName: videos[0]!.fileName
      })
    )
  })
})

describe('a library restored from a backup', () => {
  it('gets newer ids, failures, charges and marks from the folder [F48]', async () => {
    await bench.call('sending.setPaused', { paused: true })
    const ids = await bench.press(
      { prompt: 'kept' },
      { prompt: '[sim: job-stuck] running' },
      { prompt: '[sim: job-fails] refused' }
    )
    const reader = openReadOnly(bench.databasePath)
    makeBackupSync(reader, backupFolder(bench.databasePath), Date.now())
    reader.close()
    await bench.call('sending.setPaused', { paused: false })
    await bench.comesTo(ids[0]!, 'ready')
    await bench.comesTo(ids[1]!, 'processing')
    await bench.comesTo(ids[2]!, 'failed')
    await bench.call('generations.trash', { ids: [ids[0]!] })
    const [later] = await bench.press({ prompt: 'later' })
    await bench.comesTo(later!, 'ready')
    const all = [...ids, later!]
    const before = await factsOf(all)
    await bench.reopen(() => writeFileSync(bench.databasePath, 'no database at all '.repeat(1000)))
    await takenUp()
    expect(await factsOf(all)).toEqual(before)
    expect(paid()).toBe(4)
    expect((await bench.call('app.state', {})).notices[0]?.message).toContain('2 clips and 2 without a file')
  })
})

describe('a generation of two videos with only one in the folder', () => {
  /** Saves both, then loses everything but the first file, whose packet may contain the number of videos. */
  async function lose(
    prompt: string,
    change: (file: string) => void = () => undefined
  ): Promise<GenerationId> {
    bench.simulator.fault({ fault: 'job-output=pair*1' })
    const [id] = await bench.press({ prompt })
    const { videos } = await bench.comesTo(id!, 'ready')
    expect(videos).toHaveLength(2)
    await bench.reopen(() => {
      loseDatabase()
      rmSync(bench.journalPath)
      rmSync(join(bench.library, videos[1]!.fileName!))
      change(join(bench.library, videos[0]!.fileName!))
    })
    await takenUp()
    return id!
  }

  /** Rewrites the packet as in an older version, without the number of videos. */
  function forgetCount(file: string): void {
    const bytes = readFileSync(file)
    const [element] = /<dailies:videoCount>2<\/dailies:videoCount>/.exec(bytes.toString('latin1')) ?? []
    bytes.write(' '.repeat(element!.length), bytes.indexOf(element!), 'latin1')
    writeFileSync(file, bytes)
  }

  it.each([
    ['that says how many there are', () => undefined],
    ['of an older version', forgetCount]
  ])('polls ModelsLab and downloads the other one, with a file %s', async (_name, change) => {
    const id = await lose('two of them', change)
    const { videos } = await bench.comesTo(id, 'ready')
    expect(videos.map(({ state }) => state)).toEqual(['saved', 'saved'])
    expect(paid()).toBe(1)
  })

  it('keeps the one, with a note, when ModelsLab no longer knows it', async () => {
    const id = await lose('two of them', (file) => {
      forgetCount(file)
      const bytes = readFileSync(file)
      const [element, digits] = /<dailies:remoteId>(\d+)/.exec(bytes.toString('latin1')) ?? []
      bytes.write(element!.replace(digits!, '9'.repeat(digits!.length)), bytes.indexOf(element!), 'latin1')
      writeFileSync(file, bytes)
    })
    const { videos } = await bench.comesTo(id, 'ready')
    expect(videos.map(({ state }) => state)).toEqual(['saved'])
    const { events } = await bench.get(id)
    expect(events.at(-1)?.why).toContain('no longer knows')
    expect(paid()).toBe(1)
  })

  it('downloads the second if the journal recorded the first as saved', async () => {
    bench.simulator.fault({ fault: 'job-output=pair*1' })
    const [id] = await bench.press({ prompt: 'cut off between the two' })
    const { videos } = await bench.comesTo(id!, 'ready')
    for (const until of ['"state":"processing"', '"state":"downloading"']) {
      await bench.reopen(() => {
        loseDatabase()
        const lines = readFileSync(bench.journalPath, 'utf8').trim().split('\n')
        const last = lines.findIndex((line) => line.includes(until))
        writeFileSync(bench.journalPath, `${lines.slice(0, last + 1).join('\n')}\n`)
        rmSync(join(bench.library, videos[1]!.fileName!), { force: true })
      })
      await takenUp()
      const again = await bench.comesTo(id!, 'ready')
      expect(again.videos.map(({ state }) => state)).toEqual(['saved', 'saved'])
    }
    expect(paid()).toBe(1)
  })
})

describe('a corrupted journal', () => {
  it('restores readable lines, reports the rest, and uses no path from it [D15]', async () => {
    const [id] = await bench.press({ prompt: 'whole' })
    const whole = await bench.comesTo(id!, 'ready')
    await bench.reopen(() => {
      loseDatabase()
      spoilJournal(whole)
    })
    await takenUp()
    expect((await bench.get(id!)).generation).toMatchObject({ state: 'ready', videos: [{ state: 'saved' }] })
    const { notices } = await bench.call('app.state', {})
    expect(notices[0]?.advice).toContain('6 lines of the folder’s journal couldn’t be used')
    const [next] = await bench.press({ prompt: 'after it' })
    await bench.comesTo(next!, 'ready')
  })

  it('loses no clip to half a line at its end, or a file of a gigabyte [D15]', async () => {
    const [id] = await bench.press({ prompt: 'whole' })
    await bench.comesTo(id!, 'ready')
    await bench.reopen(() => appendFileSync(bench.journalPath, '{"version":1,"kind":"que'))
    const [next] = await bench.press({ prompt: 'after half a line' })
    await bench.comesTo(next!, 'ready')
    await bench.reopen(loseDatabase)
    await takenUp()
    expect([...(await order())].sort()).toEqual([id!, next!].sort())
    await bench.reopen(() => {
      loseDatabase()
      truncateSync(bench.journalPath, 2 ** 30 + 1)
    })
    await takenUp()
    expect([...(await order())].sort()).toEqual([id!, next!].sort())
    expect(readdirSync(bench.library).filter((name) => name.endsWith('.mp4'))).toHaveLength(2)
  })
})

describe('a library folder from somebody else [D14]', () => {
  const markers = [
    ['with another id', JSON.stringify({ version: 1, id: crypto.randomUUID() })],
    ['without an id', '{"version":1}'],
    ['that is enormous', 'x'.repeat(1_000_000)]
  ] as const

  /** Returns a forged journal with a running, a submitting and a queued generation. */
  function foreignJournal(): { readonly text: string; readonly ids: readonly GenerationId[] } {
    const ids = Array.from({ length: 3 }, () => crypto.randomUUID() as GenerationId)
    const request = { modelId: 'veo-3.1-fast', prompt: 'not mine', durationSeconds: 4 }
    const entries = ids.flatMap((generationId, index) => {
      const about = { version: 1, atMs: 1_700_000_000_000, generationId }
      const createdAtUs = 1_700_000_000_000_000 + index
      const queued = {
        kind: 'queued',
        createdAtUs,
        batchId: generationId,
        batchPosition: 0,
        resendOf: null,
        request
      }
      const [state, remoteId] = (
        [
          ['processing', '4711'],
          ['submitting', null],
          ['queued', null]
        ] as const
      )[index]!
      const rest = {
        why: null,
        problem: null,
        balanceBeforeMicrodollars: null,
        enhancedPrompt: null,
        videos: []
      }
      const moved = { kind: 'moved', from: 'queued', state, submittedAtMs: 1, remoteId, ...rest }
      return [
        { ...about, revision: 1, ...queued },
        { ...about, revision: 2, ...moved }
      ]
    })
    return { text: entries.map((entry) => JSON.stringify(entry)).join('\n'), ids }
  }

  it.each(markers)('%s: stays unchanged until accepted, and then sends nothing', async (_name, marker) => {
    const foreign = join(bench.folder, 'somebody else’s')
    mkdirSync(join(foreign, '.dailies'), { recursive: true })
    writeFileSync(join(foreign, '.dailies', 'library.json'), marker)
    const { text, ids } = foreignJournal()
    writeFileSync(join(foreign, '.dailies', 'journal.jsonl'), text)
    const { desktop } = bench.platform
    desktop.nextFolder = foreign
    const files = (): unknown =>
      readdirSync(join(foreign, '.dailies')).map((name) => [
        name,
        readFileSync(join(foreign, '.dailies', name), 'utf8')
      ])
    const before = files()
    expect(await bench.call('library.chooseFolder', {})).toEqual({ changed: false })
    expect([desktop.questions, files(), await order()]).toEqual([[{ takeUp: true }], before, []])
    expect((await bench.call('app.state', {})).library.folder).toBe(bench.library)

    desktop.takesOther = true
    expect(await bench.call('library.chooseFolder', {})).toEqual({ changed: true })
    const states = await Promise.all(ids.map(async (id) => (await bench.get(id)).generation))
    expect(states.map(({ state, waitingFor }) => [state, waitingFor])).toEqual([
      ['processing', null],
      ['unconfirmed', null],
      ['queued', 'click']
    ])
    expect(paid()).toBe(0)
  })
})
