import { mediaUrl } from '@shared/scheme'
import type { VideoId } from '@shared/generation'
import { releaseVideo } from '../player/release-video'

const widest = 480
const largestBytes = 200_000
const patienceMs = 10_000
/** A little into the clip: the very first picture is often black. */
const wantedSeconds = 0.5
const qualities = [0.8, 0.5]
const nextLookMs = 30

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Draws one picture of a video into a JPEG of at most 480 px; null when it cannot be drawn small enough.
 * `undecodable` where the file can be read and its pictures cannot: Chromium then plays its sound alone, or nothing.
 */
export async function capturePoster(id: VideoId): Promise<Uint8Array<ArrayBuffer> | 'undecodable' | null> {
  const video = document.createElement('video')
  video.muted = true
  video.preload = 'auto'
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), patienceMs)
  try {
    video.src = mediaUrl(id, 'video')
    await once(video, 'loadeddata', over.signal)
    if (video.videoWidth === 0) return 'undecodable'
    video.currentTime = Math.min(wantedSeconds, video.duration / 10 || 0)
    await once(video, 'seeked', over.signal)
    return await toJpeg(video, over.signal)
  } catch (error) {
    if (isOfTheDecoder(video.error) && (await canBeRead(id))) return 'undecodable'
    throw error
  } finally {
    clearTimeout(timer)
    // Takes the listeners off, which would keep the element alive.
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
    video.addEventListener(event, () => resolve(), { once: true, signal })
    video.addEventListener('error', give, { once: true, signal })
    signal.addEventListener('abort', give, { once: true })
  })
}

async function toJpeg(video: HTMLVideoElement, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | null> {
  const canvas = document.createElement('canvas')
  try {
    await paint(canvas, video, signal)
    for (const quality of qualities) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
      if (blob && blob.size <= largestBytes) return new Uint8Array(await blob.arrayBuffer())
    }
    return null
  } finally {
    // Gives its pixels back now, not when the garbage collector comes by.
    canvas.width = canvas.height = 0
  }
}

/**
 * Paints the current picture. Where Chromium draws in software, a video or `VideoFrame` that is drawn directly stays
 * in its image cache at full size, with a file handle each, until 512 MB are full; plain pixels do not.
 */
async function paint(canvas: HTMLCanvasElement, video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  const size = sizeWithin({ width: video.videoWidth, height: video.videoHeight })
  Object.assign(canvas, size)
  const pixels = await pixelsOf(video, await currentFrame(video, signal))
  if (!pixels) {
    canvas.getContext('2d')?.drawImage(video, 0, 0, size.width, size.height)
    return
  }
  const bitmap = await createImageBitmap(pixels, {
    resizeWidth: size.width,
    resizeHeight: size.height,
    resizeQuality: 'medium'
  })
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap)
  bitmap.close()
}

function sizeWithin({ width, height }: Size): Size {
  const scale = Math.min(1, widest / width)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
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

/** Reads a frame as RGBA and closes it; null where its format is unsupported, or the picture is rotated. */
async function pixelsOf(video: HTMLVideoElement, frame: VideoFrame): Promise<ImageData | null> {
  try {
    const { visibleRect, displayWidth, displayHeight } = frame
    const isUpright = displayWidth === video.videoWidth && displayHeight === video.videoHeight
    if (!frame.format || !visibleRect || !isUpright || isTurned(frame)) return null
    const layout = { format: 'RGBA' } as const
    const rgba = new Uint8ClampedArray(frame.allocationSize(layout))
    await frame.copyTo(rgba, layout)
    return new ImageData(rgba, visibleRect.width, visibleRect.height)
  } catch (error) {
    // For example more than 8 bits: drawn directly instead.
    if (error instanceof DOMException && error.name === 'NotSupportedError') return null
    throw error
  } finally {
    frame.close()
  }
}

/** Returns the rotation, known from Chromium 138 on; `copyTo` returns the picture as it was coded. */
const isTurned = (frame: VideoFrame & { readonly rotation?: number; readonly flip?: boolean }): boolean =>
  (frame.rotation ?? 0) !== 0 || frame.flip === true
