import { readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { videoInspector } from '../../platform/processes/video-inspector'
import { DownloadBench, hasty, sha256, videoId } from '../testing/download-bench'
import { clipOfLength, testClip } from '../testing/test-clip'
import { cut, file, status, type FileOptions, type Handler } from '../testing/video-server'

let bench: DownloadBench
beforeEach(async () => {
  bench = await DownloadBench.start(videoInspector, 'a packet')
})
afterEach(() => bench.stop())

const half = testClip.length >> 1
const interrupted = {
  kind: 'retry',
  problem: expect.objectContaining({ code: 'download_interrupted' }) as unknown
}

/** Downloads half of the clip; the next request gets another response. */
async function afterHalf(second: Handler, first: FileOptions = {}): Promise<string> {
  const source = bench.server.on('/a', file(testClip, { ...first, cutAfter: half }), second, file(testClip))
  expect(await bench.download([source])).toMatchObject(interrupted)
  expect((await stat(bench.partPath)).size).toBe(half)
  return source
}

async function expectSaved(source: string): Promise<void> {
  expect(await bench.download([source])).toMatchObject({ kind: 'saved', sourceSha256: sha256(testClip) })
  expect(await bench.saved()).toEqual(bench.expectedFile(testClip))
  expect(await bench.everyFile()).toEqual(['clip.mp4'])
}

const fromHalf = (headers: Readonly<Record<string, string>>, body = testClip.subarray(half)): Handler =>
  status(206, { etag: '"v1"', ...headers }, body)
const rest = `bytes ${half}-${testClip.length - 1}/${testClip.length}`

describe('a resumed download', () => {
  it('resumes a cut download with If-Range [F32]', async () => {
    await expectSaved(await afterHalf(file(testClip)))
    expect(bench.ranges).toEqual([
      [undefined, undefined],
      [`bytes=${half}-`, '"v1"']
    ])
  })

  it('uses the date if there is no ETag', async () => {
    const headers = {
      'last-modified': 'Sun, 22 Nov 2026 09:00:00 GMT',
      date: 'Sun, 22 Nov 2026 10:00:00 GMT'
    }
    const second = status(206, { ...headers, 'content-range': rest }, testClip.subarray(half))
    await expectSaved(await afterHalf(second, { etag: null, headers }))
    expect(bench.ranges[1]).toEqual([`bytes=${half}-`, headers['last-modified']])
  })

  it.each([
    ['weak', 'W/"v1"'],
    ['missing', null]
  ])('starts over when the ETag is %s [A18]', async (_what, etag) => {
    await expectSaved(await afterHalf(file(testClip), { etag }))
    expect(bench.ranges[1]).toEqual([undefined, undefined])
  })

  it('starts over when the server sends everything [F29, F30]', async () => {
    await expectSaved(await afterHalf(file(testClip, { etag: '"v2"' })))
    expect(bench.server.requests).toHaveLength(2)
  })

  it.each([
    [
      'another start',
      fromHalf({ 'content-range': `bytes 0-${testClip.length - 1}/${testClip.length}` }, testClip)
    ],
    [
      'another total',
      fromHalf({ 'content-range': `bytes ${half}-${testClip.length - 1}/${testClip.length + 1}` })
    ],
    ['other bytes', fromHalf({ 'content-range': rest, etag: '"v2"' })],
    ['no range', fromHalf({})],
    ['several ranges', fromHalf({ 'content-type': 'multipart/byteranges; boundary=x' })],
    ['a range that is not there, with another length', status(416, { 'content-range': 'bytes */7' })],
    ['a range that is not there, without a length', status(416)],
    ['nothing', status(204)],
    ['"not modified"', status(304)]
  ])('starts over at once after %s [F30, F31]', async (_what, second) => {
    await expectSaved(await afterHalf(second))
    expect(bench.ranges.slice(1)).toEqual([
      [`bytes=${half}-`, '"v1"'],
      [undefined, undefined]
    ])
  })

  it('requests the rest in several ranges', async () => {
    const more = half + 500
    const piece = { 'content-range': `bytes ${half}-${more - 1}/${testClip.length}` }
    const source = await afterHalf(fromHalf(piece, testClip.subarray(half, more)))
    expect(await bench.download([source])).toMatchObject(interrupted)
    await expectSaved(source)
    expect(bench.ranges[2]).toEqual([`bytes=${more}-`, '"v1"'])
  })

  it('is complete when the server has no more bytes and the length was unknown [F31]', async () => {
    const source = bench.server.on(
      '/a',
      (_request, response) => {
        response.writeHead(200, { etag: '"v1"' })
        cut(response, testClip)
      },
      file(testClip)
    )
    expect(await bench.download([source])).toMatchObject(interrupted)
    await expectSaved(source)
    expect(bench.ranges[1]).toEqual([`bytes=${testClip.length}-`, '"v1"'])
  })

  it('requests nothing if only the end of the response was missing', async () => {
    const source = bench.server.on('/a', (_request, response) => {
      response.writeHead(200, { etag: '"v1"' })
      response.end(testClip)
    })
    const inspect = (): never => {
      throw Object.assign(new Error('too many open files'), { code: 'EMFILE' })
    }
    const inspector = { ...videoInspector, inspect }
    expect(await bench.download([source], { inspector })).toMatchObject(interrupted)
    await expectSaved(source)
    expect(bench.server.requests).toHaveLength(1)
  })

  it('starts over from another source, as its bytes may differ', async () => {
    const gone = await afterHalf(status(404))
    const proxy = bench.server.on('/b', file(testClip))
    expect(await bench.download([gone, proxy])).toMatchObject({ kind: 'saved' })
    expect(bench.ranges.at(-1)).toEqual([undefined, undefined])
  })

  it('starts over with a shorter file, and leaves nothing of the longer one', async () => {
    const long = bench.server.on('/a', file(clipOfLength(300_000), { cutAfter: 200_000 }), status(404))
    expect(await bench.download([long])).toMatchObject(interrupted)
    await expectSaved(bench.server.on('/b', file(testClip)))
  })

  it('retries the source of the partial file a few times, then starts over with the other', async () => {
    const source = await afterHalf(status(503))
    bench.server.on('/a', status(503))
    const proxy = bench.server.on('/b', file(testClip))
    expect(await bench.download([source, proxy])).toMatchObject(interrupted)
    expect(await bench.download([source, proxy])).toMatchObject(interrupted)
    expect(await bench.download([source, proxy])).toMatchObject({ kind: 'saved' })
  })

  it('starts over with the other source after a few very slow attempts [F24]', async () => {
    const source = bench.server.on('/a', (_request, response) => {
      response.writeHead(200, { etag: '"v1"', 'content-length': testClip.length })
      let sent = 0
      const dripping = setInterval(() => response.write(testClip.subarray(sent, (sent += 1))), 2)
      response.on('close', () => clearInterval(dripping))
    })
    const proxy = bench.server.on('/b', file(testClip))
    const policy = { ...hasty, slowMs: 40, slowBytes: 1000 }
    expect(await bench.download([source, proxy], { policy })).toMatchObject(interrupted)
    expect(await bench.download([source, proxy], { policy })).toMatchObject(interrupted)
    expect(await bench.download([source, proxy], { policy })).toMatchObject({ kind: 'saved' })
  })

  it('resumes from the source of the partial file, regardless of order', async () => {
    const source = await afterHalf(file(testClip))
    const other = bench.server.on('/b', file(testClip))
    expect(await bench.download([other, source])).toMatchObject({ kind: 'saved' })
    expect(bench.server.requests.map(({ url }) => url)).toEqual(['/a', '/a'])
  })

  it('starts over if the note is unreadable, missing, or claims too many bytes [F28]', async () => {
    const control = join(bench.partFolder, `${videoId}.json`)
    for (const text of ['{"version":', '{"version":2}', ' '.repeat(70_000)]) {
      await afterHalf(file(testClip))
      await writeFile(control, text)
      expect(await bench.download([bench.server.url('/a')])).toMatchObject({ kind: 'saved' })
      expect(bench.ranges.at(-1)).toEqual([undefined, undefined])
      await rm(bench.finalPath)
    }
    await afterHalf(file(testClip))
    await writeFile(control, (await readFile(control, 'utf8')).padEnd(70_000))
    await expectSaved(bench.server.url('/a'))
    expect(bench.ranges.at(-1)).toEqual([undefined, undefined])
    await rm(bench.finalPath)
    await afterHalf(file(testClip))
    await truncate(bench.partPath, 10)
    await expectSaved(bench.server.url('/a'))
  })

  it('keeps only flushed bytes, as the rest is undefined after a power loss [F44]', async () => {
    const source = await afterHalf(file(testClip))
    const part = await readFile(bench.partPath)
    await writeFile(bench.partPath, Buffer.concat([part, Buffer.alloc(5000)]))
    await expectSaved(source)
    expect(bench.ranges[1]).toEqual([`bytes=${half}-`, '"v1"'])
  })

  it('produces the same file however often and wherever it is cut [F32]', async () => {
    const clip = clipOfLength(300_000)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 5 }),
        fc.uuid(),
        async (cuts, name) => {
          const handlers = cuts.map((cutAfter) => file(clip, { cutAfter }))
          const source = bench.server.on(`/${name}`, ...handlers, file(clip))
          const finalPath = join(bench.library, `${name}.mp4`)
          const changes = { videoId: name, finalPath }
          let outcome = await bench.download([source], {}, changes)
          for (let call = 0; outcome.kind === 'retry' && call < cuts.length; call += 1)
            outcome = await bench.download([source], {}, changes)
          expect(outcome).toMatchObject({ kind: 'saved', sourceSha256: sha256(clip) })
          expect(sha256(await readFile(finalPath))).toBe(sha256(bench.expectedFile(clip)))
        }
      ),
      { numRuns: 40 }
    )
    expect((await bench.everyFile()).every((name) => name.endsWith('.mp4'))).toBe(true)
  })

  it('flushes at intervals of bytes and time', async () => {
    const clip = clipOfLength(5_000_000)
    for (const changes of [{ checkpointBytes: 2 ** 20 }, { checkpointBytes: Infinity, checkpointMs: 0 }]) {
      const source = bench.server.on('/a', file(clip, { cutAfter: 4_000_000 }), file(clip))
      expect(await bench.download([source], { policy: { ...hasty, ...changes } })).toMatchObject(interrupted)
      expect(await bench.download([source])).toMatchObject({ kind: 'saved' })
      expect(bench.ranges.at(-1)?.[0]).toMatch(/^bytes=\d{7}-$/)
      await rm(bench.finalPath)
    }
  })
})
