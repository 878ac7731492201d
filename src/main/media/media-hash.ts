import { createHash } from 'node:crypto'
import { EncodedPacketSink, type Input, type InputTrack } from 'mediabunny'

/**
 * Returns the SHA-256 over the samples of all video and audio tracks. Metadata, the order of boxes and the container
 * do not count, so it stays the same when another program adds metadata to a clip.
 *
 * @param mostBytes Limit, because tables may name the same bytes again and again.
 * @returns null if a sample is not in the file.
 */
export async function hashMedia(input: Input, mostBytes: number): Promise<string | null> {
  const hashes: string[] = []
  let bytes = 0
  for (const track of await input.getTracks()) {
    if (!track.isVideoTrack() && !track.isAudioTrack()) continue
    const hash = createHash('sha256')
    for await (const packet of packetsOf(track)) {
      bytes += packet.data.length
      if (bytes > mostBytes) return null
      hash.update(packet.data)
    }
    hashes.push(`${track.type} ${hash.digest('hex')}`)
  }
  if (bytes === 0) return null
  // Another program may have reordered the tracks.
  return createHash('sha256').update(hashes.sort().join('\n')).digest('hex')
}

const packetsOf = (track: InputTrack): ReturnType<EncodedPacketSink['packets']> =>
  new EncodedPacketSink(track).packets()
