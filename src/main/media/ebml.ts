import type { ByteSource } from './mp4-boxes'

const segmentId = 0x18538067
/** The header before the segment is some forty bytes. */
const headBytes = 4096

/** Reads whether the segment of a WebM or Matroska file (RFC 8794, 9559) is as long as it says, so nothing is cut off. */
export async function isSegmentWhole(source: ByteSource): Promise<boolean> {
  const buffer = Buffer.alloc(Math.min(headBytes, source.size))
  const head = buffer.subarray(0, await source.read(buffer, 0))
  const header = readSize(head, 4)
  if (!header) return false
  const at = header.end + header.size
  if (at + 4 > head.length || head.readUInt32BE(at) !== segmentId) return false
  const segment = readSize(head, at + 4)
  return segment !== null && (segment.isUnknown || segment.end + segment.size <= source.size)
}

/** A variable-length size: the number of leading zero bits says how many bytes follow. */
function readSize(
  bytes: Buffer,
  at: number
): { readonly size: number; readonly end: number; readonly isUnknown: boolean } | null {
  const first = bytes[at]
  if (first === undefined || first === 0) return null
  const length = Math.clz32(first) - 23
  if (at + length > bytes.length) return null
  const mask = 2 ** (8 - length) - 1
  const rest = [...bytes.subarray(at + 1, at + length)]
  const size = rest.reduce((sum, byte) => sum * 256 + byte, first & mask)
  const isUnknown = (first & mask) === mask && rest.every((byte) => byte === 0xff)
  return { size, end: at + length, isUnknown }
}
