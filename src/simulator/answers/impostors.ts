import { errorPage, portalPage } from './pages'
import type { FaultName } from '../faults/faults'

const onePixelPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)
/** An archive without entries is its end record alone. */
const emptyZip = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)])

/** Content sent instead of a video, by fault. */
const impostors: Partial<Record<FaultName, (video: Buffer) => Buffer>> = {
  'file-html': () => Buffer.from(errorPage('This file has moved')),
  'file-portal': () => Buffer.from(portalPage),
  'file-json': () => Buffer.from(JSON.stringify({ status: 'error', message: 'File not ready' })),
  'file-zip': () => emptyZip,
  'file-png': () => onePixelPng,
  'file-elf': () => Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(57)]),
  'file-empty': () => Buffer.alloc(0),
  'file-byte': () => Buffer.alloc(1),
  'file-html-tail': (video) =>
    Buffer.concat([video.subarray(0, 64), Buffer.from(errorPage('502 Bad gateway', 6000))])
}

export const impostorNames = Object.keys(impostors) as FaultName[]

/** Returns the bytes sent instead of this video. */
export const impostor = (name: FaultName, video: Buffer): Buffer => impostors[name]?.(video) ?? video
