import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { credentials, oddFile, unusualClips } from '../../../simulator/files/odd-files'
import { makePacket } from '../../media/xmp/xmp-packet'
import { videoInspector } from '../../platform/processes/video-inspector'
import { faultyFiles, systemError } from '../testing/faulty-files'
import { DownloadBench, hasty, sha256, videoId } from '../testing/download-bench'
import { FileDownloader } from './file-downloader'
import { PinnedTransport } from '../transport/pinned-transport'
import { box, clipOfLength, testClip } from '../testing/test-clip'
import { TransportError } from '../transport/transport'
import { cut, file, raw, redirect, status } from '../testing/video-server'

const packetFor = (id: string): string =>
  makePacket({
    videoId: id,
    generationId: '0b7c2f0e-8f4d-4a1c-8a52-5f1e6f3a9d10',
    createdAtUs: 1_795_000_000_000_000,
    position: 0,
    modelId: 'veo-3.1-fast',
    prompt: 'A lighthouse',
    request: { modelId: 'veo-3.1-fast', prompt: 'A lighthouse' },
    remoteId: '42'
  })

let bench: DownloadBench
beforeEach(async () => {
  bench = await DownloadBench.start(videoInspector, packetFor(videoId))
})
afterEach(() => bench.stop())

const media = {
  width: 320,
  height: 180,
  durationMs: 1000,
  framesPerSecond: 24,
  videoCodec: 'avc',
  audioCodec: 'aac'
}
const savedOutcome = (source: Buffer): unknown => {
  const whole = bench.expectedFile(source)
  return {
    kind: 'saved',
    bytes: whole.length,
    sha256: sha256(whole),
    sourceBytes: source.length,
    sourceSha256: sha256(source),
    media,
    traits: [],
    mediaSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string
  }
}
const problem = (code: string): unknown => expect.objectContaining({ code })

describe('downloading a file', () => {
  it('saves the file with its packet appended and leaves no other file', async () => {
    const outcome = await bench.download([bench.server.on('/a', file(testClip))])
    expect(outcome).toEqual(savedOutcome(testClip))
    expect(await bench.saved()).toEqual(bench.expectedFile(testClip))
    expect(await bench.everyFile()).toEqual(['clip.mp4'])
  })

  it('reports progress at most five times a second', async () => {
    const clip = clipOfLength(3_000_000)
    await bench.download([bench.server.on('/a', file(clip))], { policy: { ...hasty, progressMs: 60_000 } })
    expect(bench.progress).toEqual([
      { phase: 'receiving', receivedBytes: expect.any(Number) as number, totalBytes: clip.length },
      { phase: 'checking', receivedBytes: clip.length, totalBytes: clip.length }
    ])
  })

  it('accepts a body of unknown length [A15]', async () => {
    const source = bench.server.on('/a', (_request, response) => {
      response.writeHead(200)
      response.write(testClip.subarray(0, 5))
      response.end(testClip.subarray(5))
    })
    expect(await bench.download([source])).toEqual(savedOutcome(testClip))
  })

  it.each([['text/html'], ['video/mp4; evil="../../x"'], ['']])(
    'recognizes a video by its bytes, not by the content type %s [A14]',
    async (type) => {
      const source = bench.server.on('/a', file(testClip, { headers: { 'content-type': type } }))
      expect(await bench.download([source])).toMatchObject({ kind: 'saved' })
    }
  )

  it.each([
    'attachment; filename="../../../evil.sh"',
    'attachment; filename=CON',
    `inline; filename="${'x'.repeat(5000)}.mp4"`,
    "attachment; filename=a.mp4; filename*=UTF-8''%2e%2e%2f%00evil.sh"
  ])('ignores the file name that the server sends: %s [A17]', async (disposition) => {
    const headers = { 'content-disposition': disposition }
    await bench.download([bench.server.on('/a', file(testClip, { headers }))])
    expect(await bench.everyFile()).toEqual(['clip.mp4'])
  })

  it('saves two videos with the same address as two files [A19]', async () => {
    const other = '11111111-1111-4111-8111-111111111111'
    const source = bench.server.on('/a', file(testClip))
    const finalPath = join(bench.library, 'other.mp4')
    const both = await Promise.all([
      bench.download([source]),
      bench.download([source], {}, { videoId: other, finalPath, packet: packetFor(other) })
    ])
    const [one, two] = both.map((outcome) => (outcome.kind === 'saved' ? outcome : null))
    expect(one?.sourceSha256).toBe(sha256(testClip))
    expect(two?.sourceSha256).toBe(sha256(testClip))
    expect(two?.sha256).not.toBe(one?.sha256)
    expect((await bench.everyFile()).sort()).toEqual(['clip.mp4', 'other.mp4'])
  })

  it('saves a file whose last box is open-ended unchanged', async () => {
    const open = Buffer.concat([testClip, box('free', Buffer.from('rest'), 0)])
    const outcome = await bench.download([bench.server.on('/a', file(open))])
    expect(outcome).toMatchObject({ kind: 'saved', sha256: sha256(open), sourceSha256: sha256(open) })
    expect(await bench.saved()).toEqual(open)
  })

  it('runs two downloads of one video one after the other', async () => {
    const source = bench.server.on('/a', file(testClip))
    const downloader = bench.downloader()
    const run = (): Promise<unknown> =>
      downloader.download(bench.job([source]), () => undefined, new AbortController().signal)
    expect(await Promise.all([run(), run()])).toEqual([savedOutcome(testClip), savedOutcome(testClip)])
    expect(bench.server.requests).toHaveLength(1)
  })

  it('keeps the partial file when cancelled, and resumes it later', async () => {
    const controller = new AbortController()
    const half = testClip.length >> 1
    const source = bench.server.on(
      '/a',
      (_request, response) => {
        response.writeHead(200, { etag: '"v1"', 'content-length': testClip.length })
        response.write(testClip.subarray(0, half))
      },
      file(testClip)
    )
    const downloading = bench
      .downloader()
      .download(bench.job([source]), () => controller.abort(), controller.signal)
    expect(await downloading).toEqual({ kind: 'cancelled' })
    expect(await bench.download([source])).toEqual(savedOutcome(testClip))
    expect(bench.ranges[1]).toEqual([`bytes=${half}-`, '"v1"'])
  })

  it('does nothing when already cancelled', async () => {
    const outcome = await bench.download([bench.server.on('/a', file(testClip))], {}, {}, AbortSignal.abort())
    expect(outcome).toEqual({ kind: 'cancelled' })
    expect(bench.server.requests).toEqual([])
    expect(existsSync(bench.partFolder)).toBe(false)
  })

  it('can be cancelled before the server responds', async () => {
    const controller = new AbortController()
    const source = bench.server.on('/a', () => controller.abort())
    expect(await bench.download([source], {}, {}, controller.signal)).toEqual({ kind: 'cancelled' })
  })
})

describe('a download that is not a video [A13]', () => {
  it.each([
    ['HTML', Buffer.from('<!doctype html><html><body>Sorry</body></html>')],
    ['JSON', Buffer.from('{"status":"error","message":"not found"}')],
    ['a script', Buffer.from('#!/bin/sh\necho 0123456789\n')],
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from('x')]
  ])('is discarded and reported to the user: %s', async (_what, body) => {
    const outcome = await bench.download([bench.server.on('/a', file(body))])
    expect(outcome).toEqual({ kind: 'refused', problem: problem('wrong_kind_of_file') })
    expect(await bench.everyFile()).toEqual([])
  })

  it.each([
    ['a ZIP', '.zip', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(100)])],
    ['a PNG', '.png', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100)])],
    ['a GIF', '.gif', oddFile('animation.gif')],
    ['a WebP picture', '.webp', oddFile('picture.webp')],
    ['sound alone', '.m4a', oddFile('sound.m4a')],
    ['an AVI file', '.avi', oddFile('mpeg4.avi')],
    ['a program', '.bin', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(100)])],
    ['compressed bytes', '.gz', gzipSync(testClip)],
    ['more compressed bytes', '.bin', deflateRawSync(testClip)],
    ['an MP4 file without an index', '.mp4', testClip.subarray(0, testClip.readUInt32BE(0))]
  ])('is set aside and reported to the user: %s', async (_what, ending, body) => {
    const outcome = await bench.download([bench.server.on('/a', file(body))])
    const held = { bytes: body.length, sha256: sha256(body), ending }
    expect(outcome).toEqual({ kind: 'refused', problem: problem('wrong_kind_of_file'), held })
    expect(await readFile(bench.heldPath)).toEqual(body)
    expect(await bench.everyFile()).toEqual([`${videoId}.held`])
  })

  it('reports the reason', async () => {
    const source = bench.server.on('/a', file(Buffer.from('<html>Something that is long enough</html>')))
    expect(await bench.download([source])).toEqual({
      kind: 'refused',
      problem: problem('wrong_kind_of_file')
    })
  })

  it('is not inspected when it is too short', async () => {
    const inspector = { ...videoInspector, inspect: () => Promise.reject(new Error('looked into')) }
    const outcome = await bench.download([bench.server.on('/a', file(Buffer.from('x')))], { inspector })
    expect(outcome).toMatchObject({ kind: 'refused' })
  })

  it('falls back to the proxy link', async () => {
    const html = bench.server.on('/a', status(200, { 'content-type': 'text/html' }, '<html>'.repeat(10)))
    const proxy = bench.server.on('/b', file(testClip))
    expect(await bench.download([html, proxy])).toEqual(savedOutcome(testClip))
  })

  it.each([
    ['the end is missing', testClip.subarray(0, -1)],
    ['half is missing', testClip.subarray(0, testClip.length >> 1)],
    [
      'its head is followed by HTML',
      Buffer.concat([testClip.subarray(0, 32), Buffer.from('<html>'.repeat(50))])
    ],
    ['its index is spoiled', Buffer.from(testClip).fill(0xff, 40, 4000)]
  ])('sets aside a video when %s, and downloads it again', async (_what, body) => {
    const source = bench.server.on('/a', file(body), file(testClip))
    const held = { bytes: body.length, sha256: sha256(body), ending: '.mp4' }
    expect(await bench.download([source])).toEqual({
      kind: 'retry',
      problem: problem('file_damaged'),
      retryAfterMs: null,
      held
    })
    expect(await readFile(bench.heldPath)).toEqual(body)
    expect(await bench.download([source], {}, { heldSha256: held.sha256 })).toEqual(savedOutcome(testClip))
  })

  it('stops after downloading the same damaged bytes twice, from any link', async () => {
    const damaged = testClip.subarray(0, -1)
    const held = { bytes: damaged.length, sha256: sha256(damaged), ending: '.mp4' }
    const ended = { kind: 'refused', problem: problem('file_damaged'), held }
    const [one, other] = [bench.server.on('/a', file(damaged)), bench.server.on('/b', file(damaged))]
    expect(await bench.download([one, other])).toEqual(ended)
    expect(bench.server.requests).toHaveLength(2)
    expect(await bench.download([one, other], {}, { heldSha256: held.sha256 })).toEqual(ended)
    expect(bench.server.requests).toHaveLength(3)
    expect(await readFile(bench.heldPath)).toEqual(damaged)
  })
})

describe('a video with an unusual structure', () => {
  it.each(unusualClips(testClip))('with %s is saved byte for byte and marked', async (_what, clip) => {
    const outcome = await bench.download([bench.server.on('/a', file(clip))])
    expect(outcome).toMatchObject({ kind: 'saved', sha256: sha256(clip), traits: ['unusual'], media })
    expect(await bench.saved()).toEqual(clip)
    expect(bench.server.requests).toHaveLength(1)
  })

  it.each(credentials(testClip))(
    'with Content Credentials in %s is saved byte for byte',
    async (_what, clip) => {
      const outcome = await bench.download([bench.server.on('/a', file(clip))])
      expect(outcome).toMatchObject({ kind: 'saved', sha256: sha256(clip), traits: ['content_credentials'] })
      expect(await bench.saved()).toEqual(clip)
    }
  )

  it.each([
    ['vp8.webm', '.webm'],
    ['vp9.webm', '.webm'],
    ['h264.mkv', '.mkv'],
    ['h264.mpegts', '.ts'],
    ['h264.mov', '.mov'],
    ['prores.mov', '.mov']
  ])('%s requests a name with its own extension, and is downloaded once', async (name, ending) => {
    const clip = oddFile(name)
    const source = bench.server.on('/a', file(clip))
    expect(await bench.download([source])).toEqual({ kind: 'other_ending', ending })
    const finalPath = bench.finalPath.replace('.mp4', ending)
    expect(await bench.download([source], {}, { finalPath })).toMatchObject({
      kind: 'saved',
      sourceSha256: sha256(clip)
    })
    expect((await readFile(finalPath)).subarray(0, clip.length)).toEqual(clip)
    expect(bench.server.requests).toHaveLength(1)
  })
})

describe('download links', () => {
  it.each([403, 404, 410])('falls back to the proxy link after HTTP %i [F34]', async (code) => {
    const gone = bench.server.on('/a', status(code, { 'content-type': 'text/html' }, '<html>gone</html>'))
    expect(await bench.download([gone, bench.server.on('/b', file(testClip))])).toEqual(
      savedOutcome(testClip)
    )
  })

  it('expire when all of them are gone [F34]', async () => {
    const sources = [bench.server.on('/a', status(404)), bench.server.on('/b', status(410))]
    expect(await bench.download(sources)).toEqual({ kind: 'expired', problem: problem('link_expired') })
  })

  it('expire when there are none', async () => {
    expect(await bench.download([])).toEqual({ kind: 'expired', problem: problem('link_expired') })
  })

  it('are retried while one of them may come back', async () => {
    const busy = bench.server.on('/b', status(503, { 'retry-after': '7' }))
    const outcome = await bench.download([bench.server.on('/a', status(404)), busy])
    expect(outcome).toEqual({ kind: 'retry', problem: problem('download_interrupted'), retryAfterMs: 7000 })
  })

  it('expire when one is gone and the other is forbidden', async () => {
    const outcome = await bench.download([bench.server.on('/a', status(404)), 'file:///etc/passwd'])
    expect(outcome).toMatchObject({ kind: 'expired' })
  })

  it('are refused when all of them are forbidden', async () => {
    const outcome = await bench.download(['file:///etc/passwd', 'https://example.com/a.mp4'])
    expect(outcome).toEqual({ kind: 'refused', problem: problem('link_refused') })
  })

  it.each([500, 502, 408, 429])('retries later after HTTP %i', async (code) => {
    const outcome = await bench.download([bench.server.on('/a', status(code))])
    expect(outcome).toEqual({ kind: 'retry', problem: problem('download_interrupted'), retryAfterMs: null })
  })

  it.each([204, 300, 304, 407])('requests once more after an unexpected HTTP %i [A12]', async (code) => {
    const source = bench.server.on('/a', status(code), file(testClip))
    expect(await bench.download([source])).toEqual(savedOutcome(testClip))
    bench.server.on('/b', status(code))
    expect(
      await bench.download([bench.server.url('/b')], {}, { finalPath: `${bench.finalPath}2` })
    ).toMatchObject({
      kind: 'retry'
    })
  })

  it.each([400, 401, 402, 418, 451])(
    'requests once more after HTTP %i, then requires a new link [F34]',
    async (code) => {
      const source = bench.server.on('/a', status(code), file(testClip))
      expect(await bench.download([source])).toEqual(savedOutcome(testClip))
      bench.server.on('/b', status(code))
      expect(
        await bench.download([bench.server.url('/b')], {}, { finalPath: `${bench.finalPath}2` })
      ).toEqual({
        kind: 'expired',
        problem: problem('link_expired')
      })
    }
  )

  it('rejects an unrequested 206 [F30]', async () => {
    const headers = { 'content-range': `bytes 0-${testClip.length - 1}/${testClip.length}` }
    const source = bench.server.on('/a', status(206, headers, testClip))
    expect(await bench.download([source])).toMatchObject({ kind: 'retry' })
    expect(await bench.everyFile()).toEqual([])
  })

  it.each(['gzip', 'br', 'zstd', 'identity, gzip'])(
    'rejects a body encoded with %s [A16]',
    async (encoding) => {
      const source = bench.server.on('/a', file(testClip, { headers: { 'content-encoding': encoding } }))
      expect(await bench.download([source])).toEqual({
        kind: 'refused',
        problem: problem('wrong_kind_of_file')
      })
      expect(await bench.everyFile()).toEqual([])
    }
  )

  it.each([
    ['negative', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
    ['two', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    ['with chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n']
  ])('retries after an invalid content length: %s [A15]', async (_what, text) => {
    expect(await bench.download([bench.server.on('/a', raw(text))])).toMatchObject({ kind: 'retry' })
  })

  it.each([
    ['a megabyte of headers', `HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(1_000_000)}\r\n\r\n`],
    ['ten thousand headers', `HTTP/1.1 200 OK\r\n${'X-Many: x\r\n'.repeat(10_000)}\r\n`],
    ['no HTTP', 'hello\r\n\r\n'],
    ['nothing', '']
  ])('retries after a malformed response: %s', async (_what, text) => {
    expect(await bench.download([bench.server.on('/a', raw(text))])).toMatchObject({ kind: 'retry' })
  })

  it.each([
    ['offline', 'ENOTFOUND', 'offline'],
    ['certificate', 'CERT_HAS_EXPIRED', 'download_interrupted']
  ] as const)('are retried later after a failure of kind %s', async (failure, detail, code) => {
    const transport = { request: () => Promise.reject(new TransportError(failure, detail)) }
    const outcome = await bench.download(['http://127.0.0.1/a'], { transport })
    expect(outcome).toEqual({ kind: 'retry', problem: problem(code), retryAfterMs: null })
  })

  it.each([
    ['certificate', 'certificate isn'],
    ['substituted_address', 'a private address'],
    ['forbidden_address', 'doesn’t download from']
  ] as const)('block every download after a failure of kind %s', async (failure, words) => {
    const transport = { request: () => Promise.reject(new TransportError(failure, 'x')) }
    const problem = await bench.downloader({ transport }).whyBlocked('http://127.0.0.1/', true)
    expect(problem?.message).toContain(words)
  })

  it.each(['offline', 'broken'] as const)('block no download after a failure of kind %s', async (failure) => {
    const transport = { request: () => Promise.reject(new TransportError(failure, 'x')) }
    expect(await bench.downloader({ transport }).whyBlocked('http://127.0.0.1/', true)).toBeNull()
  })

  it.each([200, 404, 500])('block no download after HTTP %s', async (code) => {
    const url = bench.server.on('/', status(code))
    expect(await bench.downloader().whyBlocked(url, true)).toBeNull()
  })

  it('download with only a transport and an inspector', async () => {
    const source = bench.server.on('/a', file(testClip))
    const downloader = new FileDownloader({ transport: new PinnedTransport(), inspector: videoInspector })
    // With the default reserve, the disk of this machine may have too little space, which is fine as well.
    const outcome = await downloader.download(
      bench.job([bench.server.on('/b', status(404)), source]),
      () => undefined,
      new AbortController().signal
    )
    expect(['saved', 'blocked']).toContain(outcome.kind)
  })

  it('are retried when the server does not respond', async () => {
    const { port } = bench.server
    await bench.server.stop()
    const outcome = await bench.download([`http://127.0.0.1:${port}/a`])
    expect(outcome).toEqual({ kind: 'retry', problem: problem('download_interrupted'), retryAfterMs: null })
  })
})

describe('redirects [A12]', () => {
  it.each([301, 302, 303, 307, 308])('follows HTTP %i', async (code) => {
    bench.server.on('/b', file(testClip))
    expect(await bench.download([bench.server.on('/a', redirect('/b', code))])).toEqual(
      savedOutcome(testClip)
    )
  })

  it('follows five redirects, relative ones too', async () => {
    for (const hop of [1, 2, 3, 4]) bench.server.on(`/x/${hop}`, redirect(String(hop + 1)))
    bench.server.on('/x/5', file(testClip))
    expect(await bench.download([bench.server.on('/x/0', redirect('1'))])).toEqual(savedOutcome(testClip))
  })

  it('fails after more than five redirects', async () => {
    const outcome = await bench.download([bench.server.on('/a', redirect('/a'))])
    expect(outcome).toEqual({ kind: 'refused', problem: problem('link_refused') })
    expect(bench.server.requests).toHaveLength(6)
  })

  it.each([
    'file:///etc/passwd',
    'https://example.com/a.mp4',
    'http://10.0.0.1/a.mp4',
    'http://169.254.169.254/latest/meta-data',
    'http://user:word@127.0.0.1/a.mp4',
    'data:video/mp4;base64,AAAA',
    'http://['
  ])('rejects a redirect to %s', async (location) => {
    const outcome = await bench.download([bench.server.on('/a', redirect(location))])
    expect(outcome).toEqual({ kind: 'refused', problem: problem('link_refused') })
  })

  it('rejects a redirect without a location', async () => {
    expect(await bench.download([bench.server.on('/a', status(302))])).toMatchObject({ kind: 'retry' })
  })
})

describe('size limits [F33]', () => {
  it('rejects a file announced as too large before storing a byte', async () => {
    const source = bench.server.on('/a', file(testClip))
    const outcome = await bench.download([source], {}, { maximumBytes: testClip.length - 1 })
    expect(outcome).toEqual({ kind: 'refused', problem: problem('too_large') })
    expect(await bench.everyFile()).toEqual([])
  })

  it('creates no partial file when the announced size is too large', async () => {
    const files = faultyFiles((operation, path) => {
      if (operation === 'open' && path.endsWith('.part')) throw new Error('begun')
    })
    const source = bench.server.on('/a', file(testClip))
    const outcome = await bench.download([source], { files }, { maximumBytes: testClip.length - 1 })
    expect(outcome).toMatchObject({ kind: 'refused' })
  })

  it('stops an endless body at the limit', async () => {
    const source = bench.server.on('/a', (_request, response) => {
      response.writeHead(200)
      response.write(testClip)
      const more = (): unknown => response.writable && response.write(Buffer.alloc(65_536), more)
      more()
    })
    const outcome = await bench.download([source], {}, { maximumBytes: 1_000_000 })
    expect(outcome).toEqual({ kind: 'refused', problem: problem('too_large') })
    expect(await bench.everyFile()).toEqual([])
  })

  it('reports how much disk space is needed [F35]', async () => {
    const policy = { ...hasty, reserveBytes: Number.MAX_SAFE_INTEGER / 2 }
    const outcome = await bench.download([bench.server.on('/a', file(testClip))], { policy })
    expect(outcome).toMatchObject({
      kind: 'blocked',
      problem: { code: 'disk_full', needBytes: policy.reserveBytes + testClip.length }
    })
  })
})

describe('a server that sends nothing', () => {
  const policy = { ...hasty, stallMs: 20 }

  it('times out before the response', async () => {
    const outcome = await bench.download([bench.server.on('/a', () => undefined)], { policy })
    expect(outcome).toEqual({ kind: 'retry', problem: problem('download_interrupted'), retryAfterMs: null })
  })

  it('times out during the body, and keeps the received bytes', async () => {
    const source = bench.server.on(
      '/a',
      (_request, response) => {
        response.writeHead(200, { etag: '"v1"', 'content-length': testClip.length })
        response.write(testClip.subarray(0, 1000))
      },
      file(testClip)
    )
    const outcome = await bench.download([source], { policy })
    expect(outcome).toMatchObject({
      kind: 'retry',
      problem: { message: expect.stringContaining('at 3 %') as string }
    })
    expect(await bench.download([source])).toEqual(savedOutcome(testClip))
    expect(bench.ranges[1]).toEqual(['bytes=1000-', '"v1"'])
  })
})

describe('a disk that allows only short names', () => {
  const shortNamesIn = (folder: string) =>
    faultyFiles((_operation, path) => {
      if (dirname(path) === folder && basename(path).length > 30) throw systemError('ENAMETOOLONG')
    })

  it('reports a name that is too long, and saves the received bytes under a shorter one', async () => {
    const source = bench.server.on('/a', file(testClip))
    const longName = join(bench.library, `${'long '.repeat(8)}.mp4`)
    const download = (finalPath: string) =>
      bench
        .downloader({ files: shortNamesIn(bench.library) })
        .download(bench.job([source], { finalPath }), () => undefined, new AbortController().signal)
    expect(await download(longName)).toEqual({ kind: 'name_too_long' })
    expect(await download(bench.finalPath)).toEqual(savedOutcome(testClip))
    expect(bench.ranges.length).toBeLessThanOrEqual(1)
  })
})

describe('the final name [F42]', () => {
  it('never replaces another file', async () => {
    await writeFile(bench.finalPath, 'mine')
    expect(await bench.download([bench.server.on('/a', file(testClip))])).toEqual({ kind: 'name_taken' })
    expect(await readFile(bench.finalPath, 'utf8')).toBe('mine')
    expect(bench.server.requests).toEqual([])
  })

  it('never replaces another video of ours, nor a folder', async () => {
    const other = packetFor('11111111-1111-4111-8111-111111111111')
    await writeFile(bench.finalPath, Buffer.concat([testClip, videoInspector.packetBytes(other)]))
    expect(await bench.download([])).toEqual({ kind: 'name_taken' })
    await rm(bench.finalPath)
    await mkdir(bench.finalPath)
    expect(await bench.download([])).toEqual({ kind: 'name_taken' })
  })

  it('may already hold this video', async () => {
    await writeFile(bench.finalPath, bench.expectedFile(testClip))
    await bench.makePartFolder()
    await writeFile(bench.partPath, 'left over')
    expect(await bench.download([])).toEqual(savedOutcome(testClip))
    expect(await bench.everyFile()).toEqual(['clip.mp4'])
  })

  it('is flushed before it counts as saved, also after a crash', async () => {
    await writeFile(bench.finalPath, bench.expectedFile(testClip))
    const files = faultyFiles((operation, path) => {
      if (operation === 'flushFolder' && path === bench.library) throw systemError('EIO')
    })
    expect(await bench.download([], { files })).toMatchObject({ kind: 'retry' })
  })

  it('is not adopted when the packet is intact but the video is damaged', async () => {
    await writeFile(bench.finalPath, bench.expectedFile(testClip))
    const inspector = {
      ...videoInspector,
      inspect: () => Promise.resolve({ kind: 'damaged', ending: '.mp4' } as const)
    }
    expect(await bench.download([], { inspector })).toEqual({ kind: 'name_taken' })
  })

  it('is not adopted when the file is corrupted', async () => {
    const spoiled = Buffer.from(testClip).fill(0xff, 40, 4000)
    await writeFile(bench.finalPath, bench.expectedFile(spoiled))
    expect(await bench.download([])).toEqual({ kind: 'name_taken' })
  })

  it('can be changed without a second download when it was taken during the download', async () => {
    const source = bench.server.on('/a', (request, response) => {
      void writeFile(bench.finalPath, 'mine').then(() => file(testClip)(request, response))
    })
    expect(await bench.download([source])).toEqual({ kind: 'name_taken' })
    const finalPath = `${bench.finalPath.slice(0, -4)} 2.mp4`
    expect(await bench.download([source], {}, { finalPath })).toEqual(savedOutcome(testClip))
    expect(bench.server.requests).toHaveLength(1)
    expect((await bench.everyFile()).sort()).toEqual(['clip 2.mp4', 'clip.mp4'])
  })

  describe('when the download finished but the name was taken', () => {
    const inspectsNothing = {
      ...videoInspector,
      inspect: () => Promise.resolve({ kind: 'damaged', ending: '.mp4' } as const)
    }

    beforeEach(async () => {
      const source = bench.server.on('/a', (request, response) => {
        void writeFile(bench.finalPath, 'mine').then(() => file(testClip)(request, response))
      })
      expect(await bench.download([source])).toEqual({ kind: 'name_taken' })
      bench.server.on('/a', file(testClip))
    })

    it.each([
      ['changed', (part: Buffer) => part.fill(0, 5000, 6000)],
      ['cut off', (part: Buffer) => part.subarray(0, -1)]
    ])('downloads again when the partial file was %s', async (_what, spoil) => {
      await rm(bench.finalPath)
      await writeFile(bench.partPath, spoil(await readFile(bench.partPath)))
      expect(await bench.download([bench.server.url('/a')])).toEqual(savedOutcome(testClip))
      expect(bench.server.requests).toHaveLength(2)
    })

    it('rejects a partial file that is no longer a video', async () => {
      await rm(bench.finalPath)
      const outcome = await bench.download([bench.server.url('/a')], { inspector: inspectsNothing })
      expect(outcome).toMatchObject({ kind: 'retry', problem: { code: 'file_damaged' } })
    })

    it('does not adopt another video of the same length', async () => {
      const other = bench.expectedFile(testClip)
      other.write('zzzz', other.indexOf('free') > 0 ? other.indexOf('free') + 4 : other.length - 4)
      const withoutPacket = { ...videoInspector, findPacket: () => Promise.resolve(null) }
      await writeFile(bench.finalPath, other)
      expect(await bench.download([bench.server.url('/a')], { inspector: withoutPacket })).toEqual({
        kind: 'name_taken'
      })
    })

    it('does not adopt a file of the same length', async () => {
      await writeFile(bench.finalPath, Buffer.alloc(bench.expectedFile(testClip).length))
      expect(await bench.download([bench.server.url('/a')])).toEqual({ kind: 'name_taken' })
    })
  })
})

describe('a missing library folder', () => {
  it('is never created [F39]', async () => {
    await rm(bench.library, { recursive: true })
    const outcome = await bench.download([bench.server.on('/a', file(testClip))])
    expect(outcome).toEqual({ kind: 'blocked', problem: problem('folder_missing') })
    await expect(stat(bench.library)).rejects.toThrow()
  })
})

describe('interrupted connections', () => {
  it('are detected by the boxes of the file when the length is unknown', async () => {
    const source = bench.server.on('/a', (_request, response) => {
      response.removeHeader('transfer-encoding')
      response.writeHead(200, { connection: 'close' })
      cut(response, testClip.subarray(0, 9000))
    })
    expect(await bench.download([source])).toMatchObject({ kind: 'retry', problem: { code: 'file_damaged' } })
    expect(await bench.everyFile()).toEqual([`${videoId}.held`])
  })
})
