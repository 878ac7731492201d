import type { VideoId } from '@shared/generation'
import type { PictureKind } from '@shared/media/pictures'
import { mediaUrl } from '@shared/scheme'
import { releaseVideo } from '../../player/release-video'
import { frameTimes } from './frame-times'
import { madeOf, type Made } from './made'
import { makePicture, pixelsOf, type Frame } from './make-picture'

const nextLookMs = 30

/**
 * Makes a picture with a video element; null when it cannot be drawn small enough. `undecodable` where the file can be
 * read and its pictures cannot: Chromium then plays its sound alone, or nothing.
 */
export async function captureInWindow(
  id: VideoId,
  kind: PictureKind,
  signal: AbortSignal
): Promise<Made | 'undecodable' | null> {
  const video = document.createElement('video')
  video.muted = true
  video.preload = 'auto'
  // Takes the listeners off, which would keep the element alive.
  const over = new AbortController()
  const ending = AbortSignal.any([signal, over.signal])
  try {
    video.src = mediaUrl(id, 'video')
    await once(video, 'loadeddata', ending)
    if (video.videoWidth === 0) return 'undecodable'
    const picture = await makePicture(kind, framesOf(video, kind, ending))
    // The element does not give its sound out.
    return madeOf(picture, kind === 'strip' ? { seconds: secondsOf(video), peakDecibels: null } : null)
  } catch (error) {
    if (isOfTheDecoder(video.error) && (await canBeRead(id))) return 'undecodable'
    throw error
  } finally {
    over.abort()
    releaseVideo(video)
  }
}

const isOfTheDecoder = (error: MediaError | null): boolean =>
  error?.code === MediaError.MEDIA_ERR_DECODE || error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED

/** A file that is not there fails with the same code as one of an unknown kind. */
const canBeRead = async (id: VideoId): Promise<boolean> =>
  (await fetch(mediaUrl(id, 'video'), { method: 'HEAD' })).ok

function once(video: HTMLVideoElement, event: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (): void => reject(new Error(`The video did not come to ${event}`))
    if (signal.aborted) give()
    video.addEventListener(event, () => resolve(), { once: true, signal })
    video.addEventListener('error', give, { once: true, signal })
    signal.addEventListener('abort', give, { once: true })
  })
}

const secondsOf = ({ duration }: HTMLVideoElement): number => (Number.isFinite(duration) ? duration : 0)

async function* framesOf(
  video: HTMLVideoElement,
  kind: PictureKind,
  signal: AbortSignal
): AsyncGenerator<Frame> {
  for (const time of frameTimes(kind, secondsOf(video))) {
    video.currentTime = time
    await once(video, 'seeked', signal)
    const frame = await currentFrame(video, signal)
    yield (isAsCoded(frame, video) ? await pixelsOf(frame) : closed(frame)) ?? video
  }
}

/** Waits for the frame after a seek: the event may come before it, and then a black frame would be drawn. */
async function currentFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<VideoFrame> {
  for (;;) {
    try {
      return new VideoFrame(video)
    } catch (error) {
      const isNotThereYet = error instanceof DOMException && error.name === 'InvalidStateError'
      if (!isNotThereYet || signal.aborted) throw error
      await new Promise((resolve) => setTimeout(resolve, nextLookMs))
    }
  }
}

/**
 * Returns whether a frame is shown as it was coded, which is how `copyTo` returns it. Its rotation is known from
 * Chromium 138 on.
 */
function isAsCoded(
  frame: VideoFrame & { readonly rotation?: number; readonly flip?: boolean },
  video: HTMLVideoElement
): boolean {
  const isUpright = frame.displayWidth === video.videoWidth && frame.displayHeight === video.videoHeight
  return isUpright && (frame.rotation ?? 0) === 0 && frame.flip !== true
}

function closed(frame: VideoFrame): null {
  frame.close()
  return null
}
