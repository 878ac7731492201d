import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { oddClip, oddFile, shifted } from '../../simulator/files/odd-files'
import { testClip } from '../downloads/testing/test-clip'
import { inspect } from './inspect'
import type { Inspection } from './video-file'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-inspect-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function inspected(bytes: Uint8Array): Promise<Inspection> {
  const path = join(folder, 'a')
  await writeFile(path, bytes)
  return inspect(path)
}

/** The clip without its type box: the index comes first, and its offsets are shifted. */
function indexFirst(): Buffer {
  const length = testClip.readUInt32BE(0)
  const moved = Buffer.from(testClip)
  for (let at = moved.indexOf('stco'); at >= 0; at = moved.indexOf('stco', at + 4)) {
    for (let entry = 0; entry < moved.readUInt32BE(at + 8); entry += 1) {
      const offset = at + 12 + entry * 4
      moved.writeUInt32BE(moved.readUInt32BE(offset) - length, offset)
    }
  }
  return moved.subarray(length)
}

it.each([
  ['no type box', oddClip('no-type', testClip), 'mov'],
  ['its index first', indexFirst(), 'mov'],
  ['fragments and a short tail', oddClip('fragments-tail', testClip), 'mp4'],
  ['a log line behind it', oddClip('log', testClip), 'mp4']
])('reads every sample of a file with %s, and allows no packet', async (_what, bytes, container) => {
  const whole = await inspected(bytes.includes('moof') ? oddFile('fragmented.mp4') : testClip)
  expect(await inspected(bytes)).toEqual({ ...whole, container, traits: ['unusual'], takesPacket: false })
})

it.each([
  ['the last of its samples', oddClip('log', testClip.subarray(0, -100))],
  ['half of its last fragment', oddFile('fragmented.mp4').subarray(0, -200)],
  ['the end of its segment', oddFile('vp8.webm').subarray(0, -100)]
])('reports a file that lacks %s as damaged', async (_what, bytes) => {
  expect(await inspected(bytes)).toMatchObject({ kind: 'damaged' })
})

const infront: readonly (readonly [string, string | Buffer])[] = [
  ['a line break', '\n'],
  ['a byte order mark', Buffer.from([0xef, 0xbb, 0xbf])],
  ['a log line', '2026-11-28T10:00:00Z INFO upload started by the worker at the far end of the hall\n'],
  ['a log line that looks like a transport stream', 'Go: 200\n'],
  ['four zeros', Buffer.alloc(4)],
  ['many zeros', Buffer.alloc(3000)]
]

it.each(infront)('reads a clip whose index counts %s in front of it', async (_what, bytes) => {
  const head = Buffer.from(bytes)
  const whole = await inspected(testClip)
  expect(await inspected(Buffer.concat([head, shifted(testClip, head.length)]))).toEqual({
    ...whole,
    traits: ['unusual'],
    takesPacket: false
  })
})

it.each(infront)('holds a finished clip with %s put in front of it as a damaged MP4', async (_what, head) => {
  const bytes = Buffer.concat([Buffer.from(head), testClip])
  expect(await inspected(bytes)).toEqual({ kind: 'damaged', ending: '.mp4' })
})

it.each([
  ['seven bytes', Buffer.alloc(7, 1)],
  ['a log line', Buffer.from('2026-11-28T10:00:00Z INFO upload finished\n')],
  ['a page of zeros', Buffer.alloc(3900)]
])('reads a transport stream with %s behind it', async (_what, tail) => {
  const whole = await inspected(oddFile('h264.mpegts'))
  expect(whole).toMatchObject({ kind: 'video', traits: [] })
  expect(await inspected(Buffer.concat([oddFile('h264.mpegts'), tail]))).toEqual({
    ...whole,
    traits: ['unusual']
  })
})

it('reports a transport stream that ends within a packet as damaged', async () => {
  const cut = oddFile('h264.mpegts').subarray(0, -100)
  expect(await inspected(cut)).toEqual({ kind: 'damaged', ending: '.ts' })
})

it('still reads a page that only mentions the type as text', async () => {
  expect(await inspected(Buffer.from('<html><p>The file has no ftyp isom box at its start.</p>'))).toEqual({
    kind: 'text'
  })
})

it('returns the same hash for the same samples in any container', async () => {
  const names = ['h264.mov', 'h264.mkv', 'fragmented.mp4']
  const found = await Promise.all(names.map((name) => inspect(join('src/simulator/odd-files', name))))
  const hashes = found.map((one) => (one.kind === 'video' ? one.mediaSha256 : null))
  expect(new Set(hashes)).toEqual(new Set([expect.stringMatching(/^[0-9a-f]{64}$/) as string]))
  expect(await inspected(oddFile('hevc.mp4'))).not.toMatchObject({ mediaSha256: hashes[0] })
})
