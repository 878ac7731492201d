import { beforeEach, describe, expect, it } from 'vitest'
import { FakeClock, settle } from '../../base/testing/fake-clock'
import type { DownloadJob, DownloadOutcome, TransferProgress } from '../download'
import { networkProblems } from '../problems'
import { FakeWorkerProcess } from '../testing/fake-worker-process'
import { ProcessDownloader } from './process-downloader'

const job: DownloadJob = {
  videoId: '3f2b8c1e-6f0a-4c55-9d0e-1a2b3c4d5e6f',
  sources: ['https://cdn.example.com/a.mp4'],
  partFolder: '/library/.dailies/incoming',
  finalPath: '/library/a.mp4',
  packet: '<x/>',
  loopbackAllowed: false,
  maximumBytes: 1000,
  heldSha256: null
}
const saved: DownloadOutcome = {
  kind: 'saved',
  bytes: 5,
  sha256: 'a'.repeat(64),
  sourceBytes: 4,
  sourceSha256: 'b'.repeat(64),
  media: { width: 1, height: 1, durationMs: 1, framesPerSecond: null, videoCodec: 'avc', audioCodec: null },
  traits: [],
  mediaSha256: null
}

let clock: FakeClock
let processes: FakeWorkerProcess[]
let log: string[]
let downloader: ProcessDownloader
beforeEach(() => {
  clock = new FakeClock()
  processes = []
  log = []
  downloader = new ProcessDownloader({
    fork: () => {
      const worker = new FakeWorkerProcess()
      processes.push(worker)
      return worker
    },
    resolveProxy: (origin) =>
      origin.includes('broken') ? Promise.reject(new Error('no')) : Promise.resolve(`PROXY for ${origin}`),
    log: (line) => log.push(line),
    clock
  })
})

const download = (
  signal = new AbortController().signal,
  onProgress: (progress: TransferProgress) => void = () => undefined
): Promise<DownloadOutcome> => downloader.download(job, onProgress, signal)
const current = (): FakeWorkerProcess => processes.at(-1)!
const finish = (jobNumber: number, outcome: DownloadOutcome = saved): void =>
  current().say({ type: 'outcome', jobNumber, outcome })

describe('ProcessDownloader', () => {
  it('starts no process before there is a job, and one for all jobs', async () => {
    expect(processes).toHaveLength(0)
    const both = [download(), download()]
    expect(processes).toHaveLength(1)
    expect(current().received).toEqual([
      { type: 'start', jobNumber: 0, job },
      { type: 'start', jobNumber: 1, job }
    ])
    finish(1, { kind: 'name_taken' })
    finish(0)
    expect(await Promise.all(both)).toEqual([saved, { kind: 'name_taken' }])
  })

  it('reports progress', () => {
    const seen: TransferProgress[] = []
    void download(undefined, (progress) => seen.push(progress))
    const progress = { phase: 'receiving', receivedBytes: 5, totalBytes: null }
    current().say({ type: 'progress', jobNumber: 0, progress })
    current().say({ type: 'progress', jobNumber: 7, progress })
    expect(seen).toEqual([progress])
  })

  it('cancels a job, and waits for its outcome', async () => {
    const controller = new AbortController()
    const downloading = download(controller.signal)
    controller.abort()
    expect(current().received.at(-1)).toEqual({ type: 'cancel', jobNumber: 0 })
    finish(0)
    expect(await downloading).toEqual(saved)
  })

  it('starts nothing that was already cancelled', async () => {
    expect(await download(AbortSignal.abort())).toEqual({ kind: 'cancelled' })
    expect(processes).toHaveLength(0)
  })

  it('returns the proxy of an origin, or direct if it is unknown', async () => {
    void download()
    current().say({ type: 'proxy_question', question: 3, origin: 'https://cdn.example.com/' })
    current().say({ type: 'proxy_question', question: 4, origin: 'https://broken.example.com/' })
    await settle()
    expect(current().received.slice(1)).toEqual([
      { type: 'proxy', question: 3, proxy: 'PROXY for https://cdn.example.com/' },
      { type: 'proxy', question: 4, proxy: 'DIRECT' }
    ])
  })

  it('checks in the process whether downloads are blocked, and ends it when idle', async () => {
    const checking = downloader.whyBlocked('https://cdn.example.com/', false)
    expect(current().received).toEqual([
      { type: 'check', question: 0, url: 'https://cdn.example.com/', loopbackAllowed: false }
    ])
    current().say({ type: 'checked', question: 0, problem: networkProblems.certificate })
    expect(await checking).toEqual(networkProblems.certificate)
    await clock.run(30_000)
    expect(current().isKilled).toBe(true)
  })

  it('reports no block when the process crashes during the check', async () => {
    const checking = downloader.whyBlocked('https://cdn.example.com/', false)
    current().die()
    expect(await checking).toBeNull()
  })

  it('does not check whether downloads are blocked once it is closed', async () => {
    await downloader.dispose()
    expect(await downloader.whyBlocked('https://cdn.example.com/', false)).toBeNull()
    expect(processes).toHaveLength(0)
  })

  it('ends a job whose outcome cannot be parsed, so that it is retried', async () => {
    const downloading = download()
    const unreadable = { ...saved, media: { ...saved.media, framesPerSecond: Infinity } }
    current().say({ type: 'outcome', jobNumber: 0, outcome: unreadable })
    await settle()
    finish(0)
    expect(await downloading).toMatchObject({ kind: 'retry', problem: { code: 'bug', retryable: true } })
    expect(log).toEqual([expect.stringContaining('does not parse')])
  })

  it('sends nothing to a process that has crashed', async () => {
    void download()
    const first = current()
    first.say({ type: 'proxy_question', question: 3, origin: 'https://cdn.example.com/' })
    first.die()
    await settle()
    expect(first.received).toHaveLength(1)
  })

  it('ignores and logs a message that does not parse', () => {
    void download()
    current().say({ type: 'outcome', jobNumber: 0, outcome: { ...saved, sha256: '../../x' } })
    current().say('hello')
    current().say({ type: 'log', line: 'a line' })
    const noted = 'Message of the download process ignored: it does not parse'
    expect(log).toEqual([noted, noted, 'a line'])
  })

  it('exits half a minute after the last job, and starts another process for the next', async () => {
    const first = download()
    finish(0)
    await first
    await clock.run(29_000)
    const second = download()
    finish(1)
    await second
    await clock.run(29_999)
    expect(current().isKilled).toBe(false)
    await clock.run(1)
    expect(current().isKilled).toBe(true)
    expect(log).toEqual([])
    void download()
    expect(processes).toHaveLength(2)
  })

  it('leaves no timer behind', () => {
    void download()
    expect(clock.pending).toBe(0)
  })

  it('returns the jobs of a crashed process for resuming, with growing delays [F58]', async () => {
    for (const retryAfterMs of [1000, 2000, 4000, 8000]) {
      const both = [download(), download()]
      current().die()
      expect(await Promise.all(both)).toEqual(
        Array(2).fill({
          kind: 'retry',
          problem: expect.objectContaining({ code: 'download_interrupted', retryable: true }) as unknown,
          retryAfterMs
        })
      )
    }
    expect(processes).toHaveLength(4)
  })

  it('backs off after five crashes within a minute, and reports it [F58]', async () => {
    for (let death = 0; death < 5; death += 1) {
      const downloading = download()
      current().die()
      const outcome = await downloading
      if (death === 4)
        expect(outcome).toMatchObject({
          retryAfterMs: 20_000,
          problem: { message: expect.stringContaining('five times') as string }
        })
      await clock.run(10_000)
    }
    expect(await download()).toMatchObject({ kind: 'retry', retryAfterMs: 10_000 })
    expect(processes).toHaveLength(5)
    await clock.run(10_000)
    void download()
    expect(processes).toHaveLength(6)
  })

  it('ignores crashes dated in the future after the clock was set back', async () => {
    for (let death = 0; death < 5; death += 1) {
      const downloading = download()
      current().die()
      await downloading
    }
    clock.jumpTo(clock.now() - 3_600_000)
    void download()
    expect(processes).toHaveLength(6)
  })

  it('cancels everything on dispose, and waits for it', async () => {
    const downloading = download()
    const disposing = downloader.dispose()
    expect(current().received.at(-1)).toEqual({ type: 'cancel', jobNumber: 0 })
    expect(current().isKilled).toBe(false)
    finish(0, { kind: 'cancelled' })
    await disposing
    expect(current().isKilled).toBe(true)
    expect(await downloading).toEqual({ kind: 'cancelled' })
    expect(await download()).toEqual({ kind: 'cancelled' })
    expect(clock.pending).toBe(0)
  })

  it('waits only briefly on dispose', async () => {
    const downloading = download()
    const disposing = downloader.dispose()
    await clock.run(2000)
    await disposing
    expect(await downloading).toEqual({ kind: 'cancelled' })
    expect(current().isKilled).toBe(true)
  })

  it('disposes without a process', async () => {
    await downloader.dispose()
    expect(processes).toHaveLength(0)
  })
})
