/** Random access to bytes: a file, or an array in memory. */
export interface ByteSource {
  readonly size: number
  /** Fills the buffer as far as possible; returns the number of bytes. */
  read(buffer: Uint8Array, position: number): Promise<number>
}

/** One top-level box of an MP4 file (ISO/IEC 14496-12 section 4.2). Positions in bytes from the file's start. */
export interface Box {
  /** Four characters. */
  readonly type: string
  readonly start: number
  /** Start of the payload, behind the size, the type and, in a `uuid` box, its UUID. */
  readonly payloadStart: number
  readonly end: number
  /** Of a `uuid` box: 32 hexadecimal digits. */
  readonly uuid: string | null
  /** Its size is "up to the end of the file", so nothing can be appended. */
  readonly isOpenEnded: boolean
}

export type BoxWalk =
  | { readonly kind: 'whole'; readonly boxes: readonly Box[] }
  /** A box exceeds the file, or its size is invalid; `boxes` are those before it. */
  | { readonly kind: 'broken'; readonly boxes: readonly Box[] }

/** Most boxes: a fragmented hour has some thousand, and more would exhaust memory. */
const mostBoxes = 100_000
/** Size, type, 64-bit size, UUID. */
const longestHeader = 32

/** Lists the top-level boxes, which must end exactly where the file ends. */
export async function walkBoxes(source: ByteSource): Promise<BoxWalk> {
  const boxes: Box[] = []
  const header = Buffer.alloc(longestHeader)
  for (let start = 0; start < source.size;) {
    const length = await source.read(header, start)
    const box = readBox(header.subarray(0, length), start, source.size)
    if (!box || boxes.length === mostBoxes) return { kind: 'broken', boxes }
    boxes.push(box)
    start = box.end
  }
  return { kind: 'whole', boxes }
}

function readBox(header: Buffer, start: number, fileSize: number): Box | null {
  if (header.length < 8 || !isType(header.subarray(4, 8))) return null
  const shortSize = header.readUInt32BE(0)
  const type = header.toString('latin1', 4, 8)
  const isLong = shortSize === 1
  const isUuid = type === 'uuid'
  const headerLength = 8 + (isLong ? 8 : 0) + (isUuid ? 16 : 0)
  if (header.length < headerLength) return null
  const size = isLong ? Number(header.readBigUInt64BE(8)) : shortSize
  const isOpenEnded = shortSize === 0
  const end = isOpenEnded ? fileSize : start + size
  if (end > fileSize || end < start + headerLength) return null
  const uuid = isUuid ? header.toString('hex', headerLength - 16, headerLength) : null
  return { type, start, payloadStart: start + headerLength, end, uuid, isOpenEnded }
}

/** Returns whether this is a box type: four printable characters, or `©` and three of them. */
const isType = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0xa9)

/** Bytes in memory as a source. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (buffer, position) => {
      const part = bytes.subarray(position, position + buffer.length)
      buffer.set(part)
      return Promise.resolve(part.length)
    }
  }
}
