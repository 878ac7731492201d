import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { oddClip, oddFile } from '../../simulator/files/odd-files'
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

it('returns the same hash for the same samples in any container', async () => {
  const names = ['h264.mov', 'h264.mkv', 'fragmented.mp4']
  const found = await Promise.all(names.map((name) => inspect(join('src/simulator/odd-files', name))))
  const hashes = found.map((one) => (one.kind === 'video' ? one.mediaSha256 : null))
  expect(new Set(hashes)).toEqual(new Set([expect.stringMatching(/^[0-9a-f]{64}$/) as string]))
  expect(await inspected(oddFile('hevc.mp4'))).not.toMatchObject({ mediaSha256: hashes[0] })
})
