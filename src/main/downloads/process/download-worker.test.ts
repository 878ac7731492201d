import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../../base/testing/fake-clock'
import type { Downloader, DownloadJob, DownloadOutcome } from '../download'
import { DownloadWorker } from './download-worker'
import { networkProblems, type Problem } from '../problems'
import { FakeWorkerProcess } from '../testing/fake-worker-process'
import { RouteTransport } from '../transport/route-transport'
import { TransportError, type Transport } from '../transport/transport'

const videoIdOf = (number: number): string => `3f2b8c1e-6f0a-4c55-9d0e-00000000000${number}`
const job = (number: number): DownloadJob => ({
  videoId: videoIdOf(number),
  sources: ['https://cdn.example.com/a.mp4'],
  partFolder: '/library/.dailies/incoming',
  finalPath: `/library/${number}.mp4`,
  packet: '<x/>',
  loopbackAllowed: false,
  maximumBytes: 1000,
  heldSha256: null
})

/** Downloads nothing until the test sets an outcome, or a cancellation ends it. */
class FakeDownloader implements Downloader {
  readonly ends = new Map<string, (outcome: DownloadOutcome | Error) => void>()
  readonly checked: string[] = []

  whyBlocked(url: string): Promise<Problem | null> {
    this.checked.push(url)
    return url.includes('bug')
      ? Promise.reject(new Error('a bug'))
      : Promise.resolve(networkProblems.certificate)
  }

  download(
    { videoId }: DownloadJob,
    onProgress: Parameters<Downloader['download']>[1],
    signal: AbortSignal
  ): Promise<DownloadOutcome> {
    onProgress({ phase: 'receiving', receivedBytes: 0, totalBytes: null })
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }))
      this.ends.set(videoId, (outcome) => {
        if (outcome instanceof Error) reject(outcome)
        else resolve(outcome)
      })
    })
  }
}

let line: FakeWorkerProcess
let said: unknown[]
let downloader: FakeDownloader
let askProxy: (origin: string) => Promise<string>
beforeEach(() => {
  line = new FakeWorkerProcess()
  said = []
  line.onMessage((message) => said.push(message))
  downloader = new FakeDownloader()
  new DownloadWorker(line.workerEnd, (ask) => {
    askProxy = ask
    return downloader
  })
})

const start = (number: number): void =>
  line.post({ type: 'start', jobNumber: number, job: { ...job(number), sources: [] } })
const outcomes = (): unknown[] => said.filter((message) => (message as { type: string }).type === 'outcome')

describe('DownloadWorker', () => {
  it('runs its jobs concurrently, and reports each outcome', async () => {
    for (const number of [0, 1]) start(number)
    downloader.ends.get(videoIdOf(1))?.({ kind: 'name_taken' })
    await settle()
    expect(outcomes()).toEqual([{ type: 'outcome', jobNumber: 1, outcome: { kind: 'name_taken' } }])
  })

  it('reports progress', () => {
    start(0)
    const progress = { phase: 'receiving', receivedBytes: 0, totalBytes: null }
    expect(said).toEqual([{ type: 'progress', jobNumber: 0, progress }])
  })

  it('cancels only the named job', async () => {
    for (const number of [0, 1]) start(number)
    for (const jobNumber of [0, 9]) line.post({ type: 'cancel', jobNumber })
    await settle()
    expect(outcomes()).toEqual([{ type: 'outcome', jobNumber: 0, outcome: { kind: 'cancelled' } }])
  })

  it('reports a bug, and continues', async () => {
    start(0)
    downloader.ends.get(videoIdOf(0))?.(new TypeError('oh'))
    await settle()
    expect(said.slice(1)).toMatchObject([
      { type: 'log', line: expect.stringContaining('TypeError: oh') as string },
      { type: 'outcome', outcome: { kind: 'retry', problem: { code: 'bug' } } }
    ])
    start(1)
    expect(downloader.ends.has(videoIdOf(1))).toBe(true)
  })

  it('rejects an invalid message', () => {
    expect(() =>
      line.post({ type: 'start', jobNumber: 0, job: { ...job(0), videoId: '../x', sources: [] } })
    ).toThrow()
    expect(downloader.ends.size).toBe(0)
  })

  it('asks the main process for the proxy of an origin', async () => {
    const asking = [askProxy('https://a.example.com/'), askProxy('https://b.example.com/')]
    expect(said).toEqual([
      { type: 'proxy_question', question: 0, origin: 'https://a.example.com/' },
      { type: 'proxy_question', question: 1, origin: 'https://b.example.com/' }
    ])
    line.post({ type: 'proxy', question: 1, proxy: 'DIRECT' })
    line.post({ type: 'proxy', question: 0, proxy: 'PROXY p:80' })
    line.post({ type: 'proxy', question: 7, proxy: 'DIRECT' })
    expect(await Promise.all(asking)).toEqual(['PROXY p:80', 'DIRECT'])
  })
})

describe('a check of whether downloads are blocked', () => {
  it('returns what blocks downloads', async () => {
    const url = 'https://cdn.example.com/'
    line.post({ type: 'check', question: 4, url, loopbackAllowed: false })
    await settle()
    expect(downloader.checked).toEqual([url])
    expect(said).toEqual([{ type: 'checked', question: 4, problem: networkProblems.certificate }])
  })

  it('reports no block after an exception, and logs it', async () => {
    line.post({ type: 'check', question: 5, url: 'https://bug.example.com/', loopbackAllowed: false })
    await settle()
    expect(said).toEqual([
      { type: 'log', line: expect.stringContaining('a bug') as string },
      { type: 'checked', question: 5, problem: null }
    ])
  })
})

describe('RouteTransport', () => {
  const route = (name: string, taken: string[], error: Error = new Error('far enough')): Transport => ({
    request: ({ url }) => {
      taken.push(`${name} ${url.href}`)
      return Promise.reject(error)
    }
  })

  it.each([
    ['DIRECT', 'direct'],
    [' direct ; PROXY p:80', 'direct'],
    ['', 'direct'],
    ['PROXY p:80; DIRECT', 'chromium'],
    ['SOCKS5 s:1080', 'chromium'],
    ['HTTPS DIRECT.example.com:443', 'chromium']
  ])('for the proxy "%s" uses the %s route, and passes on only the origin', async (proxy, expected) => {
    const taken: string[] = []
    const asked: string[] = []
    const transport = new RouteTransport({
      askProxy: (origin) => {
        asked.push(origin)
        return Promise.resolve(proxy)
      },
      direct: route('direct', taken),
      chromium: route('chromium', taken)
    })
    const { signal } = new AbortController()
    const request = {
      headers: {},
      signal,
      loopbackAllowed: false,
      url: new URL('https://a.example.com/secret')
    }
    await expect(transport.request(request)).rejects.toThrow('far enough')
    expect(taken).toEqual([`${expected} https://a.example.com/secret`])
    expect(asked).toEqual(['https://a.example.com/'])
    const local = { ...request, loopbackAllowed: true, url: new URL('http://127.0.0.1/') }
    await expect(transport.request(local)).rejects.toThrow('far enough')
    expect(taken.at(-1)).toBe('direct http://127.0.0.1/')
    expect(asked).toHaveLength(1)
  })

  const transportThatFails = (taken: string[], error: Error): RouteTransport =>
    new RouteTransport({
      askProxy: () => Promise.resolve('DIRECT'),
      direct: route('direct', taken, error),
      chromium: route('chromium', taken)
    })
  const request = (loopbackAllowed: boolean, signal = new AbortController().signal) => ({
    headers: {},
    signal,
    loopbackAllowed,
    url: new URL('https://a.example.com/secret')
  })

  it.each([true, false])(
    'uses the certificates of Chromium if the direct connection rejects one (loopback: %s)',
    async (loopbackAllowed) => {
      const taken: string[] = []
      const transport = transportThatFails(taken, new TransportError('certificate', 'SELF_SIGNED'))
      await expect(transport.request(request(loopbackAllowed))).rejects.toThrow('far enough')
      expect(taken.map((one) => one.split(' ')[0])).toEqual(['direct', 'chromium'])
    }
  )

  it.each(['offline', 'forbidden_address', 'substituted_address', 'broken'] as const)(
    'does not retry a failure of kind %s',
    async (failure) => {
      const taken: string[] = []
      const transport = transportThatFails(taken, new TransportError(failure, 'x'))
      await expect(transport.request(request(false))).rejects.toMatchObject({ failure })
      expect(taken).toHaveLength(1)
    }
  )

  it('tries no other route once it was cancelled', async () => {
    const taken: string[] = []
    const transport = transportThatFails(taken, new TransportError('certificate', 'x'))
    await expect(transport.request(request(false, AbortSignal.abort()))).rejects.toThrow('certificate')
    expect(taken).toHaveLength(1)
  })
})
