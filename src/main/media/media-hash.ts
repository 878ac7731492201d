import { createHash } from 'node:crypto'
import { EncodedPacketSink, type Input, type InputTrack } from 'mediabunny'

/**
 * Returns the SHA-256 over the samples of all video and sound tracks. Metadata, the order of boxes and the container
 * do not count, so it stays the same when another program writes a note into a clip.
 *
 * @param mostBytes Tables may name the same bytes over and over; more than this are not read.
 * @returns null where a sample is not in the file.
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
  // Another program may have put the tracks in another order.
  return createHash('sha256').update(hashes.sort().join('\n')).digest('hex')
}

const packetsOf = (track: InputTrack): ReturnType<EncodedPacketSink['packets']> =>
  new EncodedPacketSink(track).packets()
