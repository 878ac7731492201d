import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Small files of other kinds; made by `odd-files/make-odd-files.mjs`.
 * @internal
 */
export const oddFile = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../odd-files', name))

/** A box of an MP4 file. */
function box(type: string, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(payload.length + 8)
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, payload])
}

/**
 * Moves the places in a clip's index, as for a clip with so many more bytes at its start.
 *
 * @internal
 */
export function shifted(clip: Buffer, by: number): Buffer {
  const moved = Buffer.from(clip)
  for (let at = moved.indexOf('stco'); at >= 0; at = moved.indexOf('stco', at + 4)) {
    for (let entry = 0; entry < moved.readUInt32BE(at + 8); entry += 1) {
      const offset = at + 12 + entry * 4
      moved.writeUInt32BE(moved.readUInt32BE(offset) + by, offset)
    }
  }
  return moved
}

const behind = (clip: Buffer, tail: Uint8Array | string): Buffer => Buffer.concat([clip, Buffer.from(tail)])
const inFront = (clip: Buffer, head: Buffer): Buffer => Buffer.concat([head, shifted(clip, head.length)])
const typeBox = (clip: Buffer): number => clip.readUInt32BE(0)

/** Invalid clips that every player opens, by value of the fault. */
const unusual = {
  tail1: (clip: Buffer) => behind(clip, 'x'),
  tail7: (clip: Buffer) => behind(clip, Buffer.alloc(7, 1)),
  log: (clip: Buffer) => behind(clip, '2026-11-28T10:00:00Z INFO upload finished in 1.2 s\n'),
  zeros: (clip: Buffer) => behind(clip, Buffer.alloc(4096)),
  'free-first': (clip: Buffer) => inFront(clip, box('free', Buffer.alloc(24))),
  'skip-first': (clip: Buffer) => inFront(clip, box('skip', Buffer.alloc(3))),
  'wide-first': (clip: Buffer) => inFront(clip, box('wide', Buffer.alloc(0))),
  'uuid-first': (clip: Buffer) => inFront(clip, box('uuid', Buffer.alloc(40, 7))),
  'no-type': (clip: Buffer) =>
    Buffer.concat([box('wide', Buffer.alloc(typeBox(clip) - 8)), clip.subarray(typeBox(clip))]),
  'fragments-tail': () => behind(oddFile('fragmented.mp4'), 'abc')
} as const

const c2paBox = box(
  'uuid',
  Buffer.concat([Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex'), Buffer.alloc(64)])
)
const jumbf = box(
  'jumb',
  box(
    'jumd',
    Buffer.concat([Buffer.from('6332706100110010800000aa00389b71', 'hex'), Buffer.from('\x03c2pa\0')])
  )
)

/** A clip with a signature over its bytes. */
const signed = {
  c2pa: (clip: Buffer) =>
    Buffer.concat([
      clip.subarray(0, typeBox(clip)),
      c2paBox,
      shifted(clip, c2paBox.length).subarray(typeBox(clip))
    ]),
  'c2pa-end': (clip: Buffer) => behind(clip, c2paBox),
  jumbf: (clip: Buffer) => behind(clip, jumbf)
} as const

/** Content sent instead of a clip, by value of the fault `file-odd`. */
const odd: Readonly<Record<string, (clip: Buffer) => Buffer>> = {
  ...unusual,
  ...signed,
  cut: (clip) => clip.subarray(0, -1)
}

/** Returns the file for a value: a changed clip, or a file of the folder by name. */
export const oddClip = (value: string, clip: Buffer): Buffer => odd[value]?.(clip) ?? oddFile(value)

/** @internal */
export const unusualClips = (clip: Buffer): readonly (readonly [string, Buffer])[] =>
  Object.entries(unusual)
    .filter(([name]) => name !== 'fragments-tail' && name !== 'no-type')
    .map(([name, change]) => [name, change(clip)])

/** @internal */
export const credentials = (clip: Buffer): readonly (readonly [string, Buffer])[] =>
  Object.entries(signed).map(([name, change]) => [name, change(clip)])
