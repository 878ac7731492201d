import { withFile } from '../file-source'
import { walkBoxes, type Box, type ByteSource } from '../mp4-boxes'
import { readPacket, type ClipDescription } from './xmp-packet'

/** The UUID of a box with an XMP packet in an MP4 file (ISO 16684-2, and Adobe's XMP specification part 3). */
const xmpUuid = 'be7acfcb97a942e89c71999491e3afac'

/** Size limit for a packet: parsing XML takes time, and our packets are below 100 kB. */
const largestPacket = 256 * 1024
/** Most packets read per file, starting with the last. */
const mostPackets = 8

/** Encodes a packet as a box for the end of an MP4 file. */
export function packetBox(packet: string): Uint8Array {
  const text = Buffer.from(packet, 'utf8')
  const header = Buffer.alloc(24)
  header.writeUInt32BE(header.length + text.length, 0)
  header.write('uuid', 4, 'latin1')
  header.write(xmpUuid, 8, 'hex')
  return Buffer.concat([header, text])
}

export interface FoundPacket {
  readonly description: ClipDescription
  /** Offset of its box in bytes; the bytes before it are the file as downloaded. */
  readonly start: number
}

/** Finds our packet in a video file; null if there is none, or the file cannot be read. */
export async function findPacket(path: string): Promise<FoundPacket | null> {
  try {
    return await withFile(path, findPacketIn)
  } catch {
    return null
  }
}

/**
 * Finds the last packet of ours, as the downloaded file may contain packets of its own.
 * @internal
 */
export async function findPacketIn(source: ByteSource): Promise<FoundPacket | null> {
  const { boxes } = await walkBoxes(source)
  for (const box of boxes.filter(isPacketBox).slice(-mostPackets).reverse()) {
    const text = new Uint8Array(box.end - box.payloadStart)
    await source.read(text, box.payloadStart)
    const description = readPacket(new TextDecoder().decode(text))
    if (description) return { description, start: box.start }
  }
  return null
}

const isPacketBox = (box: Box): boolean => box.uuid === xmpUuid && box.end - box.payloadStart <= largestPacket
