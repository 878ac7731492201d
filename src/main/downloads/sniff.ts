/** How many bytes decide what a file is. */
export const sniffedBytes = 16

export type Kind = 'mp4' | 'webm' | 'other'

/**
 * What a file is by its first bytes; the server's word for it is not asked.
 *
 * @param head The first 16 bytes, or all there are.
 */
export function sniff(head: Uint8Array): Kind {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  if (bytes.length < sniffedBytes) return 'other'
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return 'mp4'
  // The mark of EBML, of which WebM is one kind.
  return bytes.readUInt32BE(0) === 0x1a45dfa3 ? 'webm' : 'other'
}
