import { mediaUrl } from '@shared/scheme'
import type { VideoId } from '@shared/generation'

const widest = 480
const largestBytes = 200_000
const patienceMs = 10_000
/** A little into the clip: the very first picture is often black. */
const wantedSeconds = 0.5
const qualities = [0.8, 0.5]

/** Draws one picture of a video into a JPEG of at most 480 px; null when it cannot be decoded in time. */
export async function capturePoster(id: VideoId): Promise<Uint8Array<ArrayBuffer> | null> {
  const video = document.createElement('video')
  video.muted = true
  video.preload = 'auto'
  const deadline = AbortSignal.timeout(patienceMs)
  try {
    video.src = mediaUrl(id, 'video')
    await once(video, 'loadeddata', deadline)
    video.currentTime = Math.min(wantedSeconds, video.duration / 10 || 0)
    await once(video, 'seeked', deadline)
    return await toJpeg(video)
  } finally {
    video.removeAttribute('src')
    video.load()
  }
}

function once(video: HTMLVideoElement, event: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (): void => reject(new Error(`The video did not come to ${event}`))
    video.addEventListener(event, () => resolve(), { once: true, signal })
    video.addEventListener('error', give, { once: true, signal })
    signal.addEventListener('abort', give, { once: true })
  })
}

async function toJpeg(video: HTMLVideoElement): Promise<Uint8Array<ArrayBuffer> | null> {
  const scale = Math.min(1, widest / video.videoWidth)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(video.videoWidth * scale))
  canvas.height = Math.max(1, Math.round(video.videoHeight * scale))
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  for (const quality of qualities) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
    if (blob && blob.size <= largestBytes) return new Uint8Array(await blob.arrayBuffer())
  }
  return null
}
