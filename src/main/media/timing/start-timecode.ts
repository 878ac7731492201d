import { exactRate } from '@shared/media/frame-rate'
import { walkBoxes, bytesSource, type Box, type ByteSource } from '../mp4-boxes'
import type { StartTimecode } from './read-timing'

/**
 * Timecode track of QuickTime: one sample with the number of the first frame. Resolve and Final Cut count a clip from
 * it; other fields of a file that hold a timecode are read by some editors alone.
 */

/** Largest index that is read for it. */
const largestIndex = 64 * 2 ** 20
/** Positions in a sample description of timecode, from its start. */
const description = { type: 4, flags: 20, timescale: 24, frameDuration: 28, bytes: 34 } as const
const dropFrameFlag = 1
/** Bytes in front of the entries of a table: version and flags, and how many there are. */
const tableHead = 8

/** Returns the start timecode of a file; null where it has none. */
export async function readStartTimecode(source: ByteSource, moov: Box): Promise<StartTimecode | null> {
  if (moov.end - moov.payloadStart > largestIndex) return null
  const payload = Buffer.alloc(moov.end - moov.payloadStart)
  await source.read(payload, moov.payloadStart)
  for (const track of await contentsOf(payload, 'trak')) {
    const timecode = await timecodeOf(source, track)
    if (timecode) return timecode
  }
  return null
}

async function timecodeOf(source: ByteSource, track: Buffer): Promise<StartTimecode | null> {
  const table = await inside(track, 'mdia', 'minf', 'stbl')
  const [stsd] = table ? await contentsOf(table, 'stsd') : []
  const entry = stsd?.subarray(tableHead)
  if (!table || !entry || entry.length < description.bytes) return null
  if (entry.toString('latin1', description.type, description.type + 4) !== 'tmcd') return null
  const timescale = entry.readUInt32BE(description.timescale)
  const rate = exactRate(timescale / entry.readUInt32BE(description.frameDuration))
  const offset = await firstOffset(table)
  if (!rate || offset === null) return null
  const sample = Buffer.alloc(4)
  if ((await source.read(sample, offset)) !== sample.length) return null
  const isDropFrame = (entry.readUInt32BE(description.flags) & dropFrameFlag) !== 0
  return { frame: sample.readUInt32BE(), rate, isDropFrame }
}

/** Returns where the first sample of a track is in the file. */
async function firstOffset(table: Buffer): Promise<number | null> {
  const [stco] = await contentsOf(table, 'stco')
  if (stco && stco.length >= tableHead + 4) return stco.readUInt32BE(tableHead)
  const [co64] = await contentsOf(table, 'co64')
  return co64 && co64.length >= tableHead + 8 ? Number(co64.readBigUInt64BE(tableHead)) : null
}

async function inside(box: Buffer, ...path: readonly string[]): Promise<Buffer | null> {
  const [type, ...rest] = path
  if (type === undefined) return box
  const [first] = await contentsOf(box, type)
  return first ? inside(first, ...rest) : null
}

/** Returns the payloads of the boxes of a type. */
async function contentsOf(parent: Buffer, type: string): Promise<readonly Buffer[]> {
  const { boxes } = await walkBoxes(bytesSource(parent))
  return boxes
    .filter((box) => box.type === type)
    .map(({ payloadStart, end }) => parent.subarray(payloadStart, end))
}
