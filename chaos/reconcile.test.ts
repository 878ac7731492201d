import { describe, expect, it } from 'vitest'
import type { LedgerEntry } from '../src/simulator/ledger'
import type { AuditedGeneration, LibraryAudit } from './library-audit'
import { reconcile } from './reconcile'
import { sentAfterMaybeTaken } from './wire-log'

const token = 'chaos-1-1'
const video = { id: 'v1', state: 'saved', fileName: 'boat.mp4', sha256: 'aa' }
const row: AuditedGeneration = { id: 'g1', token, state: 'ready', remoteId: '77', videos: [video] }
const whole: LibraryAudit = {
  integrity: 'ok',
  generations: [row],
  files: new Map([['boat.mp4', 'aa']]),
  incoming: []
}
const job: LedgerEntry = {
  sequence: 1,
  atMs: 0,
  bodySha256: '',
  modelId: 'veo-3.1-fast',
  prompt: `boat, ${token}`,
  accepted: true,
  remoteId: '77',
  chargedMicrodollars: 1,
  fault: null
}

const kinds = (library: Partial<LibraryAudit>, ledger: readonly LedgerEntry[] = [job]): string[] =>
  reconcile({ confirmed: [token], ledger, sentAgain: [], library: { ...whole, ...library } }).findings.map(
    ({ kind, about }) => `${kind} ${about}`
  )

describe('reconcile', () => {
  it('finds nothing where the three ledgers agree', () => {
    expect(kinds({})).toEqual([])
  })

  it('calls a confirmed generation lost that has no row', () => {
    expect(kinds({ generations: [], files: new Map() }, [])).toEqual([`lost ${token}`])
  })

  it('calls a paid job lost whose id no row holds, unless the row says that it may have been sent', () => {
    const failed = { ...row, state: 'failed', remoteId: null, videos: [] }
    expect(kinds({ generations: [failed], files: new Map() })).toEqual([`lost ${token}`])
    expect(kinds({ generations: [{ ...failed, state: 'unconfirmed' }], files: new Map() })).toEqual([])
    expect(kinds({}, [job, { ...job, prompt: 'nobody asked' }])).toEqual(['lost '])
  })

  it('counts two jobs and two rows of one generation', () => {
    expect(kinds({}, [job, { ...job, remoteId: '78' }])).toEqual([`lost ${token}`, `sentTwice ${token}`])
    expect(kinds({ generations: [row, { ...row, id: 'g2', videos: [] }] })).toEqual([`sentTwice ${token}`])
  })

  it('tells half files, files of nobody, and parts that nobody waits for', () => {
    expect(kinds({ files: new Map([['boat.mp4', 'bb']]) })).toEqual(['halfFile boat.mp4'])
    expect(kinds({ files: new Map() })).toEqual(['halfFile boat.mp4'])
    expect(kinds({ files: new Map([...whole.files, ['stray.mp4', 'cc']]) })).toEqual(['orphanFile stray.mp4'])
    expect(kinds({ incoming: ['v1.part'] })).toEqual(['orphanFile v1.part'])
    const waiting = { ...row, videos: [{ ...video, state: 'refused' }] }
    expect(kinds({ generations: [waiting], files: new Map(), incoming: ['v1.part'] })).toEqual([])
  })
})

describe('the wire log', () => {
  it('finds a POST that left after one that was or may have been taken', () => {
    const post = (outcome: 'left' | 'taken' | 'not_taken' | 'unclear') => ({ token, outcome })
    expect(sentAfterMaybeTaken([post('not_taken'), post('not_taken'), post('taken')])).toEqual([])
    for (const risky of ['left', 'taken', 'unclear'] as const) {
      expect(sentAfterMaybeTaken([post(risky), post('taken')])).toEqual([token])
    }
  })
})
