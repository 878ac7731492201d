import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ReportedEntry } from '../../src/simulator/simulation'
import type { AuditedGeneration, LibraryAudit } from './library-audit'
import { reconcile, type UserLedger } from './reconcile'
import { isWholeVideo } from './whole-video'
import { notedHttp, readWireLog, sentAfterMaybeTaken, type WirePost } from './wire-log'

const token = 'chaos-1-0-1'
const video = { id: 'v1', state: 'saved', fileName: 'boat.mp4', sha256: 'aa' }
const row: AuditedGeneration = {
  id: 'g1',
  token,
  state: 'ready',
  problem: null,
  remoteId: '77',
  trashed: false,
  hidden: false,
  videos: [video]
}
const whole: LibraryAudit = {
  integrity: 'ok',
  generations: [row],
  files: new Map([['boat.mp4', { token, sha256: 'aa', isWhole: true }]]),
  incoming: []
}
const job: ReportedEntry = {
  sequence: 1,
  atMs: 0,
  bodySha256: '',
  modelId: 'veo-3.1-fast',
  prompt: `boat, ${token}`,
  accepted: true,
  remoteId: '77',
  chargedMicrodollars: 1,
  fault: null,
  jobOutcome: 'succeeded'
}

const once: UserLedger = {
  confirmed: new Map([[token, { least: 1, most: 1 }]]),
  letGo: new Map(),
  marks: new Map()
}

const kinds = (
  library: Partial<LibraryAudit>,
  ledger: readonly ReportedEntry[] = [job],
  user: Partial<UserLedger> = {}
): string[] =>
  reconcile({
    user: { ...once, ...user },
    ledger,
    posts: [],
    library: { ...whole, ...library }
  }).findings.map(({ kind, about }) => `${kind} ${about}`)

describe('reconcile', () => {
  it('finds nothing if the three ledgers agree', () => {
    expect(kinds({})).toEqual([])
  })

  it('reports a confirmed generation without a row as lost', () => {
    expect(kinds({ generations: [], files: new Map() }, [])).toEqual([`lost ${token}`])
  })

  it('reports a paid job without a row as lost, unless a row may have been sent', () => {
    const failed = { ...row, state: 'failed', remoteId: null, videos: [] }
    expect(kinds({ generations: [failed], files: new Map() })).toEqual([`lost ${token}`])
    expect(kinds({ generations: [{ ...failed, state: 'unconfirmed' }], files: new Map() })).toEqual([])
    expect(kinds({}, [job, { ...job, prompt: 'nobody asked' }])).toEqual(['lost ', 'sentTwice '])
  })

  it('counts a clip without an id as one job', () => {
    const nameless = { ...row, remoteId: null }
    expect(kinds({ generations: [nameless] })).toEqual([])
    const jobs = [job, { ...job, remoteId: '78' }]
    const confirmed = new Map([[token, { least: 1, most: 2 }]])
    expect(kinds({ generations: [nameless] }, jobs, { confirmed })).toEqual([`lost ${token}`])
  })

  it('counts two jobs and two rows of one generation', () => {
    expect(kinds({}, [job, { ...job, remoteId: '78' }])).toEqual([`lost ${token}`, `sentTwice ${token}`])
    const again = { ...row, id: 'g2', remoteId: null, state: 'failed', videos: [] }
    expect(kinds({ generations: [row, again] })).toEqual([`sentTwice ${token}`])
  })

  it('allows one send-again per press', () => {
    const twice = { confirmed: new Map([[token, { least: 2, most: 2 }]]) }
    const again = { ...row, id: 'g2', remoteId: '78', state: 'processing', videos: [] }
    const jobs = [job, { ...job, remoteId: '78' }]
    expect(kinds({ generations: [row, again] }, jobs, twice)).toEqual([])
    expect(kinds({}, [job], twice)).toEqual([`lost ${token}`])
    expect(kinds({ generations: [row, again] }, [...jobs, { ...job, remoteId: '79' }], twice)).toEqual([
      `lost ${token}`,
      `sentTwice ${token}`
    ])
    const nobodyKnows = { confirmed: new Map([[token, { least: 1, most: 2 }]]) }
    expect(kinds({}, [job], nobodyKnows)).toEqual([])
    expect(kinds({ generations: [row, again] }, jobs, nobodyKnows)).toEqual([])
  })

  it('ignores only ids that the user gave up', () => {
    const failed = { ...row, state: 'failed', remoteId: null, videos: [] }
    const letGo = new Map([[token, 1]])
    const library = { generations: [failed], files: new Map() }
    expect(kinds(library, [job], { letGo })).toEqual([])
    const confirmed = new Map([[token, { least: 1, most: 2 }]])
    expect(kinds(library, [job, { ...job, remoteId: '78' }], { letGo, confirmed })).toEqual([`lost ${token}`])
  })

  it('reports two rows with one job, and a missing mark, as lost', () => {
    const twice = { confirmed: new Map([[token, { least: 2, most: 2 }]]) }
    expect(
      kinds({ generations: [row, { ...row, id: 'g2', state: 'downloading', videos: [] }] }, [job], twice)
    ).toEqual([`lost ${token}`])
    const marks = new Map([['g1', { trashed: true, hidden: null }]])
    expect(kinds({}, [job], { marks })).toEqual([`lost ${token}`])
    expect(kinds({ generations: [{ ...row, trashed: true, hidden: true }] }, [job], { marks })).toEqual([])
  })

  it('reports a finished job that the library gave up as lost', () => {
    const failed = { ...row, state: 'failed', problem: 'provider_failed', videos: [] }
    const library = { generations: [failed], files: new Map() }
    expect(kinds(library)).toEqual([`lost ${token}`])
    expect(kinds(library, [{ ...job, jobOutcome: 'failed' }])).toEqual([])
    expect(kinds(library, [{ ...job, jobOutcome: 'running' }])).toEqual([])
  })

  it('reports an answered id without a row as lost, from the wire log alone', () => {
    const posts: WirePost[] = [{ token, outcome: 'taken', remoteId: 'abc-7' }]
    const found = (state: string, remoteId: string | null): string[] =>
      reconcile({
        user: once,
        ledger: null,
        posts,
        library: { ...whole, generations: [{ ...row, state, remoteId }] }
      }).findings.map(({ kind, about }) => `${kind} ${about}`)
    expect(found('ready', 'abc-7')).toEqual([])
    expect(found('failed', null)).toEqual([`lost ${token}`])
    expect(found('ready', 'abc-8')).toEqual([`lost ${token}`])
    expect(found('unconfirmed', null)).toEqual([])
  })

  it('finds the press behind a file', () => {
    const { findings } = reconcile({
      user: once,
      ledger: [job],
      posts: [],
      library: {
        ...whole,
        files: new Map([['stray.mp4', { token, sha256: 'cc', isWhole: true }]]),
        incoming: ['v1.part', 'v2.part']
      }
    })
    expect(findings.map(({ about, token: of }) => [about, of])).toEqual([
      ['boat.mp4', token],
      ['stray.mp4', token],
      ['v1.part', token],
      ['v2.part', '']
    ])
  })

  it('reports half files, orphaned files and orphaned parts', () => {
    for (const spoilt of [
      { token, sha256: 'bb', isWhole: true },
      { token, sha256: 'aa', isWhole: false }
    ]) {
      expect(kinds({ files: new Map([['boat.mp4', spoilt]]) })).toEqual(['halfFile boat.mp4'])
    }
    expect(kinds({ files: new Map() })).toEqual(['halfFile boat.mp4'])
    const missing = { ...row, videos: [{ ...video, state: 'missing' }] }
    expect(kinds({ generations: [missing], files: new Map() })).toEqual(['halfFile boat.mp4'])
    expect(kinds({ generations: [missing] })).toEqual(['halfFile boat.mp4', 'orphanFile boat.mp4'])
    expect(
      kinds({ files: new Map([...whole.files, ['stray.mp4', { token, sha256: 'cc', isWhole: true }]]) })
    ).toEqual(['orphanFile stray.mp4'])
    expect(kinds({ generations: [{ ...row, videos: [] }], files: new Map() })).toEqual([`halfFile ${token}`])
    expect(kinds({ incoming: ['v1.part'] })).toEqual(['orphanFile v1.part'])
    const waiting = { ...row, state: 'downloading', videos: [{ ...video, state: 'refused', sha256: null }] }
    expect(kinds({ generations: [waiting], files: new Map(), incoming: ['v1.part'] })).toEqual([])
  })
})

describe('a complete video', () => {
  const clips = resolve(import.meta.dirname, '../../src/simulator/clips')
  const clip = readFileSync(
    join(
      clips,
      readdirSync(clips).find((name) => name.endsWith('.mp4'))!
    )
  )

  it('ends with its last box, and has an index and frames', () => {
    expect(isWholeVideo(clip)).toBe(true)
    const openEnded = Buffer.concat([clip, Buffer.from('\0\0\0\0free and whatever comes')])
    expect(isWholeVideo(openEnded)).toBe(true)
    for (const spoilt of [clip.subarray(0, clip.length - 1), clip.subarray(0, 100), Buffer.from('<html>')]) {
      expect(isWholeVideo(spoilt)).toBe(false)
    }
    const log = Buffer.from('2026-11-28T10:00:00Z INFO upload finished\n')
    expect(isWholeVideo(Buffer.concat([clip, log]))).toBe(true)
  })
})

describe('the wire log', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dailies-wire-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it.each<[number, string, WirePost['outcome'], string | null]>([
    [200, '{"status":"processing","id":77}', 'taken', '77'],
    [200, '{"meta":{"id":1},"status":"success","output":"https://x/y.mp4","id":"abc-7"}', 'taken', 'abc-7'],
    [201, '\uFEFF{"id":"77"}', 'taken', '77'],
    [200, '{"status":"failed","id":77}', 'taken', '77'],
    [200, '{"status":"error","id":""}', 'not_taken', null],
    [200, '{"status":"processing","id":0}', 'unclear', null],
    [200, '{"status":"processing","id":7', 'unclear', null],
    [500, '{"status":"processing","id":77}', 'unclear', null],
    [422, '{"status":"error"}', 'not_taken', null]
  ])('reads a response %i %s as %s, %s', async (status, body, outcome, remoteId) => {
    const path = join(folder, 'wire.jsonl')
    const http = notedHttp(
      { send: () => Promise.resolve({ kind: 'answered', status, headers: {}, body }) },
      path
    )
    await http.send({
      method: 'POST',
      url: '',
      headers: {},
      body: `boat, ${token}`,
      timeoutMs: 1,
      maximumBytes: 1
    })
    expect(readWireLog(path)).toEqual([{ token, outcome, remoteId }])
  })

  const post = (outcome: WirePost['outcome']): WirePost => ({ token, outcome, remoteId: null })
  const after = (confirmed: number, ...outcomes: WirePost['outcome'][]): readonly string[] =>
    sentAfterMaybeTaken(outcomes.map(post), () => confirmed)

  it('finds a POST sent after one that was or may have been accepted', () => {
    expect(after(1, 'not_taken', 'not_taken', 'taken')).toEqual([])
    for (const risky of ['left', 'taken', 'unclear'] as const) {
      expect(after(1, risky, 'taken')).toEqual([token])
      expect(after(2, risky, 'not_taken', 'taken')).toEqual([])
      expect(after(2, risky, 'taken', 'taken')).toEqual([token])
    }
  })
})
