import type { Box, ByteSource } from './mp4-boxes'

/** Number of bytes in which the start of a video is looked for: a proxy or a log puts a line there at most. */
export const lookBytes = 4096

/** Length of a type box: its size, its type, a brand, a version, and other brands. */
const [shortestType, longestType] = [16, 1024]

/** Returns where the type box of an MP4 or QuickTime file starts behind other bytes; null where there is none. */
export function typeBoxBehind(head: Uint8Array): number | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length)
  for (let at = bytes.indexOf('ftyp', 5); at >= 0; at = bytes.indexOf('ftyp', at + 1)) {
    const size = bytes.readUInt32BE(at - 4)
    const brand = bytes.toString('latin1', at + 4, at + 8)
    const isPicture = /^(?:hei|mif|avi)/.test(brand)
    if (size >= shortestType && size <= longestType && /^[ -~]{4}$/.test(brand) && !isPicture) return at - 4
  }
  return null
}

/**
 * Shows a parser a file whose type box is behind other bytes: the box begins where the file does, and no byte moves.
 * Decoders search for the box too, and count positions from the start of the file.
 */
export async function lateView(source: ByteSource, start: number): Promise<ByteSource> {
  const box = Buffer.alloc(shortestType)
  await source.read(box, start)
  box.writeUInt32BE(start + box.readUInt32BE(0))
  return {
    size: source.size,
    read: async (buffer, position) => {
      const length = await source.read(buffer, position)
      if (position < box.length) buffer.subarray(0, length).set(box.subarray(position, position + length))
      return length
    }
  }
}

/** Most bytes of an index; that of an hour has a few megabytes. */
const mostIndexBytes = 2 ** 25

/**
 * Returns whether the index names positions inside of the data. Bytes that were put in front of a finished file move
 * the data away from under them, and a decoder then shows something else.
 */
export async function isDataInPlace(source: ByteSource, boxes: readonly Box[]): Promise<boolean> {
  const index = boxes.find(({ type }) => type === 'moov')
  if (!index || index.end - index.start > mostIndexBytes) return false
  const bytes = Buffer.alloc(index.end - index.start)
  await source.read(bytes, index.start)
  const data = boxes.filter(({ type }) => type === 'mdat')
  const firsts = [...firstsIn(bytes, 'stco', 4), ...firstsIn(bytes, 'co64', 8)]
  const isInData = (at: number): boolean => data.some((box) => at >= box.payloadStart && at < box.end)
  return firsts.length > 0 && firsts.every(isInData)
}

/** Returns the first position in each table of chunks. */
function firstsIn(index: Buffer, table: string, width: 4 | 8): readonly number[] {
  const firsts: number[] = []
  for (let at = index.indexOf(table); at >= 0; at = index.indexOf(table, at + 4)) {
    const entry = at + 12
    if (entry + width > index.length || index.readUInt32BE(at + 8) === 0) continue
    firsts.push(width === 4 ? index.readUInt32BE(entry) : Number(index.readBigUInt64BE(entry)))
  }
  return firsts
}

const packetBytes = 188
const syncByte = 0x47

/**
 * Returns an MPEG transport stream without the bytes behind its last packet; the stream itself where it ends with one.
 * Null where it ends within a packet, so that the rest is missing.
 */
export async function withoutTail(source: ByteSource): Promise<ByteSource | null> {
  const last = Math.floor(source.size / packetBytes) * packetBytes
  const first = Math.max(0, last - lookBytes)
  for (let at = last; at >= first; at -= packetBytes) {
    const byte = new Uint8Array(1)
    const length = await source.read(byte, at)
    if (length === 0 || byte[0] !== syncByte) continue
    if (at === last) return null
    const end = at + packetBytes
    return end === source.size ? source : endingAt(source, end)
  }
  return source
}

const endingAt = (source: ByteSource, size: number): ByteSource => ({
  size,
  read: (buffer, position) =>
    source.read(buffer.subarray(0, Math.max(0, Math.min(buffer.length, size - position))), position)
})
