import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Mp4OutputFormat,
  Output,
  type InputTrack
} from 'mediabunny'

/** Tolerance for rounding at the end of the cut. */
const roundingSeconds = 1e-6

/**
 * Cuts the first seconds of a clip into a file by copying packets, without encoding. Exact
 * for whole seconds, because the clips have a key frame each second and no frame that looks ahead.
 */
export async function cutClip(clip: Uint8Array, seconds: number, withAudio: boolean): Promise<Uint8Array> {
  using input = new Input({ source: new BufferSource(clip), formats: ALL_FORMATS })
  const video = await input.getPrimaryVideoTrack()
  const audio = withAudio ? await input.getPrimaryAudioTrack() : null
  if ((await video?.getCodec()) !== 'avc' || !video) throw new Error('A clip needs a video track in H.264.')
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target })
  const videoSource = new EncodedVideoPacketSource('avc')
  const audioSource = new EncodedAudioPacketSource('aac')
  output.addVideoTrack(videoSource)
  if (audio) output.addAudioTrack(audioSource)
  await output.start()
  const videoConfig = await video.getDecoderConfig()
  for await (const packet of packetsUntil(video, seconds)) {
    await videoSource.add(packet, videoConfig ? { decoderConfig: videoConfig } : undefined)
  }
  if (audio) {
    const audioConfig = await audio.getDecoderConfig()
    for await (const packet of packetsUntil(audio, seconds)) {
      await audioSource.add(packet, audioConfig ? { decoderConfig: audioConfig } : undefined)
    }
  }
  await output.finalize()
  if (!target.buffer) throw new Error('The cut clip is empty.')
  return new Uint8Array(target.buffer)
}

/** Yields the packets between the start and `seconds`. */
async function* packetsUntil(track: InputTrack, seconds: number): ReturnType<EncodedPacketSink['packets']> {
  for await (const packet of new EncodedPacketSink(track).packets()) {
    if (packet.timestamp + packet.duration > seconds + roundingSeconds) return
    if (packet.timestamp >= 0) yield packet
  }
}
