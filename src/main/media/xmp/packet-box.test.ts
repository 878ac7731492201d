import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  Conversion,
  Input,
  Mp4OutputFormat,
  Output
} from 'mediabunny'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { box, testClip } from '../../downloads/testing/test-clip'
import { inspect } from '../inspect'
import { bytesSource, walkBoxes } from '../mp4-boxes'
import { findPacket, findPacketIn, packetBox } from './packet-box'
import { makePacket } from './xmp-packet'

const packetOf = (position: number): string =>
  makePacket({
    videoId: '3f2b8c1e-6f0a-4c55-9d0e-1a2b3c4d5e6f',
    generationId: '0b7c2f0e-8f4d-4a1c-8a52-5f1e6f3a9d10',
    createdAtUs: 5,
    position,
    modelId: 'veo',
    prompt: 'Crème 🎬',
    request: { modelId: 'veo', prompt: 'Crème 🎬' },
    remoteId: null
  })
const walk = (...parts: readonly Uint8Array[]): ReturnType<typeof walkBoxes> =>
  walkBoxes(bytesSource(Buffer.concat(parts)))

/** A box with a 64-bit size. */
function longBox(type: string, payload: Buffer, size = BigInt(payload.length + 16)): Buffer {
  const header = box(type, Buffer.alloc(8), 1)
  header.writeBigUInt64BE(size, 8)
  return Buffer.concat([header, payload])
}

/** A clip whose frames all have the same timestamp. */
function timeless(clip: Buffer): Buffer {
  const changed = Buffer.from(clip)
  const video = changed.indexOf('vide')
  for (const table of ['stts', 'ctts']) {
    const at = changed.indexOf(table, video)
    const entries = changed.readUInt32BE(at + 8)
    for (let entry = 0; entry < entries; entry += 1) changed.writeUInt32BE(0, at + 16 + entry * 8)
  }
  return changed
}

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-media-'))
  path = join(folder, 'a.mp4')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('walkBoxes', () => {
  it('lists the boxes of a real file up to its end', async () => {
    const { kind, boxes } = await walk(testClip)
    expect([kind, boxes.map(({ type }) => type), boxes.at(-1)?.end]).toEqual([
      'whole',
      ['ftyp', 'moov', 'free', 'mdat'],
      testClip.length
    ])
  })

  it('reads every kind of header', async () => {
    const uuid = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
    const { kind, boxes } = await walk(
      longBox('mdat', Buffer.alloc(3)),
      box('uuid', Buffer.concat([uuid, Buffer.from('x')])),
      longBox('uuid', Buffer.concat([uuid, Buffer.from('y')])),
      box('free', Buffer.alloc(9), 0)
    )
    expect(kind).toBe('whole')
    expect(boxes).toEqual([
      { type: 'mdat', start: 0, payloadStart: 16, end: 19, uuid: null, isOpenEnded: false },
      { type: 'uuid', start: 19, payloadStart: 43, end: 44, uuid: uuid.toString('hex'), isOpenEnded: false },
      { type: 'uuid', start: 44, payloadStart: 76, end: 77, uuid: uuid.toString('hex'), isOpenEnded: false },
      { type: 'free', start: 77, payloadStart: 85, end: 94, uuid: null, isOpenEnded: true }
    ])
  })

  it.each([
    ['reaches beyond the end', [box('free', Buffer.alloc(4), 13)]],
    ['is smaller than its head', [box('free', Buffer.alloc(4), 7)]],
    ['has half a head', [box('free', Buffer.alloc(0)), Buffer.alloc(5)]],
    ['has half a long head', [box('free', Buffer.alloc(4), 1)]],
    ['has a size beyond all files', [longBox('free', Buffer.alloc(4), 2n ** 63n)]],
    ['is a uuid without one', [box('uuid', Buffer.alloc(8))]]
  ])('detects a box that %s', async (_what, parts) => {
    expect((await walk(...parts)).kind).toBe('broken')
  })

  it('stops after too many boxes', async () => {
    const empty = box('free', Buffer.alloc(0))
    const { kind, boxes } = await walk(Buffer.alloc(empty.length * 100_001, empty))
    expect([kind, boxes.length]).toEqual(['broken', 100_000])
  })

  it('handles any input', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const { boxes } = await walk(bytes)
        for (const each of boxes) expect(each.end).toBeLessThanOrEqual(bytes.length)
      })
    )
  })
})

describe('findPacket', () => {
  it('finds the packet and its offset', async () => {
    await writeFile(path, Buffer.concat([testClip, packetBox(packetOf(0))]))
    expect(await findPacket(path)).toMatchObject({
      start: testClip.length,
      description: { prompt: 'Crème 🎬' }
    })
  })

  it('returns the last one that is ours', async () => {
    const foreign = packetBox('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
    const bytes = Buffer.concat([testClip, packetBox(packetOf(1)), packetBox(packetOf(2)), foreign])
    expect((await findPacketIn(bytesSource(bytes)))?.description.position).toBe(2)
  })

  it('finds it even if the following bytes are invalid', async () => {
    const bytes = Buffer.concat([testClip, packetBox(packetOf(1)), Buffer.from('rest')])
    expect((await findPacketIn(bytesSource(bytes)))?.description.position).toBe(1)
  })

  it('skips packets above 256 kB, and reads at most the last eight', async () => {
    const own = packetOf(1)
    const padded = (kilobytes: number): Uint8Array => packetBox(own + ' '.repeat(kilobytes * 1024))
    const readBytes = async (...boxes: readonly Uint8Array[]): Promise<readonly [number, boolean]> => {
      const source = bytesSource(Buffer.concat([testClip, ...boxes]))
      let most = 0
      const found = await findPacketIn({
        ...source,
        read: (buffer, position) => {
          most += buffer.length > 32 ? buffer.length : 0
          return source.read(buffer, position)
        }
      })
      return [most, found !== null]
    }
    expect((await readBytes(padded(200)))[1]).toBe(true)
    expect(await readBytes(padded(4096))).toEqual([0, false])
    const foreign = packetBox('<x/>'.padEnd(10_000))
    expect(await readBytes(packetBox(own), ...Array.from({ length: 100 }, () => foreign))).toEqual([
      8 * 10_000,
      false
    ])
  })

  it('returns nothing if there is none, it is too large, or there is no file [D02]', async () => {
    await writeFile(path, testClip)
    expect(await findPacket(path)).toBeNull()
    await writeFile(path, Buffer.concat([testClip, packetBox(packetOf(0) + ' '.repeat(5 * 2 ** 20))]))
    expect(await findPacket(path)).toBeNull()
    expect(await findPacket(folder)).toBeNull()
    expect(await findPacket(join(folder, 'none'))).toBeNull()
  })
})

interface Remake {
  readonly fastStart?: false | 'in-memory'
  readonly video?: boolean
}

/** Rebuilds the boxes of the clip, with video and audio data unchanged. */
async function remade({ fastStart = 'in-memory', video = true }: Remake): Promise<Buffer> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(testClip) })
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart }), target })
  const conversion = await Conversion.init({ input, output, video: { discard: !video } })
  await conversion.execute()
  return Buffer.from(target.buffer!)
}

describe('inspect [D06]', () => {
  const facts = {
    width: 320,
    height: 180,
    durationMs: 1000,
    framesPerSecond: 24,
    videoCodec: 'avc',
    audioCodec: 'aac'
  }
  const inspected = async (...parts: readonly Uint8Array[]): Promise<unknown> => {
    await writeFile(path, Buffer.concat(parts))
    return inspect(path)
  }

  it('reads the properties of a video, with an appended packet as well', async () => {
    const expected = {
      kind: 'video',
      media: facts,
      container: 'mp4',
      traits: [],
      mediaSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      takesPacket: true
    }
    expect(await inspected(testClip)).toEqual(expected)
    expect(await inspected(testClip, packetBox(packetOf(0)))).toEqual(expected)
    expect((await readFile(path)).subarray(0, testClip.length)).toEqual(testClip)
  })

  it('reads a video with its index at the end', async () => {
    const late = await remade({ fastStart: false })
    expect(late.indexOf('moov')).toBeGreaterThan(late.indexOf('mdat'))
    expect(await inspected(late)).toMatchObject({
      kind: 'video',
      media: { width: 320, height: 180, videoCodec: 'avc', audioCodec: 'aac' }
    })
  })

  it('reports audio alone as not a video', async () => {
    expect(await inspected(await remade({ video: false }))).toEqual({ kind: 'not_video', ending: '.m4a' })
  })

  it('reports no frame rate for frames without duration', async () => {
    expect(await inspected(timeless(testClip))).toMatchObject({
      kind: 'video',
      media: { ...facts, framesPerSecond: null, durationMs: expect.any(Number) as number },
      takesPacket: true
    })
  })

  it('detects a file that allows no appended packet', async () => {
    expect(await inspected(testClip, box('free', Buffer.alloc(5), 0))).toMatchObject({ takesPacket: false })
  })

  it.each([
    ['text', [Buffer.from('hello, this is a text')]],
    ['nothing', []],
    ['a picture in boxes', [box('ftyp', Buffer.from('heic\0\0\0\0heicmif1')), box('meta', Buffer.alloc(20))]]
  ])('reports %s as not a video', async (_what, parts) => {
    expect(await inspected(...parts)).toMatchObject({
      kind: expect.stringMatching(/not_video|text/) as string
    })
  })

  it.each([
    ['a byte short', [testClip.subarray(0, -1)]],
    ['spoiled in its index', [Buffer.from(testClip).fill(0xff, 40, 4000)]],
    ['only the head of WebM', [Buffer.from('1a45dfa3', 'hex'), Buffer.alloc(60)]]
  ])('reports a video that is %s as damaged', async (_what, parts) => {
    expect(await inspected(...parts)).toMatchObject({ kind: 'damaged' })
  })

  it('throws on errors unrelated to the contents', async () => {
    await expect(inspect(join(folder, 'none'))).rejects.toThrow('ENOENT')
  })

  it('terminates for any change in a file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(testClip.readUInt32BE(32) + 40), fc.nat(255)), {
          minLength: 1,
          maxLength: 20
        }),
        async (changes) => {
          const bytes = Buffer.from(testClip)
          for (const [at, value] of changes) bytes[at] = value
          await writeFile(path, bytes)
          expect(['video', 'damaged', 'not_video']).toContain((await inspect(path)).kind)
        }
      ),
      { numRuns: 150 }
    )
  })
})
