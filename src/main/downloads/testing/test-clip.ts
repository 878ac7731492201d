import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * One second of H.264 and AAC, 320 × 180 at 24 frames. Made by:
 *
 *     ffmpeg -f lavfi -i testsrc2=size=320x180:rate=24:duration=1 -f lavfi -i sine=frequency=440:duration=1 \
 *       -c:v libx264 -pix_fmt yuv420p -preset slow -crf 25 -c:a aac -b:a 48k -movflags +faststart \
 *       -map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact test-clip.mp4
 */
export const testClip: Buffer = readFileSync(join(import.meta.dirname, 'test-clip.mp4'))

/** Builds a box of an MP4 file. */
export function box(type: string, payload: Uint8Array, size = payload.length + 8): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(size)
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, payload])
}

/** Returns the clip padded to a length; it is still whole. */
export const clipOfLength = (bytes: number): Buffer =>
  Buffer.concat([testClip, box('free', Buffer.alloc(bytes - testClip.length - 8, 'padding '))])
