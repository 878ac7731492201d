import type { Box, ByteSource } from './mp4-boxes'

const type = Buffer.from('ftyp', 'latin1')

/**
 * Shows a parser an MP4 file as it expects one: ending with its last whole box, and with `ftyp` as the type of its
 * first. An index that comes first is shown again behind everything else, so that no other byte moves.
 */
export function regularView(source: ByteSource, boxes: readonly Box[]): ByteSource {
  const [first, end] = [boxes[0], boxes.at(-1)?.end ?? 0]
  const index = first?.type === 'moov' ? first : null
  const isTyped = first?.type === 'ftyp' || first?.type === 'styp'
  const size = end + (index ? index.end - index.start : 0)
  return {
    size,
    read: async (buffer, position) => {
      const wanted = buffer.subarray(0, Math.max(0, Math.min(buffer.length, size - position)))
      const before = wanted.subarray(0, Math.max(0, Math.min(wanted.length, end - position)))
      const behind = wanted.subarray(before.length)
      const read = before.length > 0 ? await source.read(before, position) : 0
      if (behind.length > 0) await source.read(behind, position + before.length - end)
      if (!isTyped) patch(before, position)
      return read + behind.length
    }
  }
}

/** Writes the type of the first box into a part that reaches across it. */
function patch(part: Uint8Array, position: number): void {
  for (let at = 4; at < 8; at += 1) {
    const offset = at - position
    if (offset >= 0 && offset < part.length) part[offset] = type[at - 4] as number
  }
}
