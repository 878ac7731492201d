import type { PictureKind } from '@shared/media/pictures'
import {
  Input,
  Logging,
  LogLevel,
  MATROSKA,
  MP4,
  MPEG_TS,
  QTFF,
  UrlSource,
  VideoSampleSink,
  WEBM,
  type InputVideoTrack
} from 'mediabunny'
import { frameTimes } from './frame-times'
import { makePicture, pixelsOf, type Frame } from './make-picture'
import { madeOf, type Made } from './made'
import { peakOfSound } from './peak-of-sound'

export interface PictureJob {
  readonly url: string
  readonly kind: PictureKind
}

/** `left`: this worker cannot read or decode the clip, and another way has to be tried. */
export type PictureAnswer =
  | { readonly outcome: 'made'; readonly made: Made | null }
  | { readonly outcome: 'left'; readonly reason: string }

const largestCacheBytes = 16 * 1024 * 1024

// Its output would contain bytes of the file.
Logging.level = LogLevel.Silent

addEventListener('message', ({ data }: MessageEvent<PictureJob>) => void answer(data))

async function answer(job: PictureJob): Promise<void> {
  try {
    const made = await make(job)
    send({ outcome: 'made', made }, made?.jpeg ? [made.jpeg.buffer] : [])
  } catch (error) {
    send({ outcome: 'left', reason: String(error) }, [])
  }
}

const send = (message: PictureAnswer, transfer: Transferable[]): void => postMessage(message, { transfer })

async function make({ url, kind }: PictureJob): Promise<Made | null> {
  const source = new UrlSource(url, { maxCacheSize: largestCacheBytes, getRetryDelay: () => null })
  const input = new Input({ source, formats: [MP4, QTFF, WEBM, MATROSKA, MPEG_TS] })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (!track || !(await track.canDecode())) throw new Error('No video track that can be decoded')
    const picture = await makePicture(kind, framesOf(track, kind))
    if (!picture || kind === 'poster') return madeOf(picture, null)
    const sound = await input.getPrimaryAudioTrack()
    const seconds = (await track.computeDuration()) - (await track.getFirstTimestamp())
    return madeOf(picture, { seconds, peakDecibels: sound && (await peakOfSound(sound)) })
  } finally {
    input.dispose()
  }
}

async function* framesOf(track: InputVideoTrack, kind: PictureKind): AsyncGenerator<Frame> {
  const start = await track.getFirstTimestamp()
  const seconds = (await track.computeDuration()) - start
  const times = frameTimes(kind, seconds).map((time) => start + time)
  for await (const sample of new VideoSampleSink(track).samplesAtTimestamps(times)) {
    if (!sample) throw new Error('There is no frame at this time')
    try {
      // The pixels are as they were coded.
      if (sample.rotation !== 0 || sample.flip) throw new Error('The pictures are turned')
      const pixels = await pixelsOf(sample.toVideoFrame())
      if (!pixels) throw new Error('The pixels cannot be read')
      yield pixels
    } finally {
      sample.close()
    }
  }
}
