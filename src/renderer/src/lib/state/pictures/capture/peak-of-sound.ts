import { AudioSampleSink, type AudioSample, type InputAudioTrack } from 'mediabunny'

/** Clips are short; what is longer is judged by its beginning. */
const longestSeconds = 120
/** Below what any format can hold. */
const quietest = -200

/** Returns the loudest sample of a track in dBFS; null where it cannot be decoded. */
export async function peakOfSound(track: InputAudioTrack): Promise<number | null> {
  if (!(await track.canDecode())) return null
  let peak = 0
  for await (const sample of new AudioSampleSink(track).samples(0, longestSeconds)) {
    try {
      peak = Math.max(peak, peakOf(sample))
    } finally {
      sample.close()
    }
  }
  return peak === 0 ? quietest : Math.max(quietest, 20 * Math.log10(peak))
}

function peakOf(sample: AudioSample): number {
  let peak = 0
  for (let planeIndex = 0; planeIndex < sample.numberOfChannels; planeIndex += 1) {
    const layout = { format: 'f32-planar', planeIndex } as const
    const plane = new Float32Array(sample.allocationSize(layout) / Float32Array.BYTES_PER_ELEMENT)
    sample.copyTo(plane, layout)
    for (const value of plane) peak = Math.max(peak, Math.abs(value))
  }
  return peak
}
