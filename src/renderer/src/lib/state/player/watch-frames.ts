/**
 * Calls back with the position of each frame that is shown, so that a knob moves with the picture. Without that
 * callback of the browser, positions come a few times a second.
 *
 * @returns The function that ends it.
 */
export function watchFrames(video: HTMLVideoElement, onFrame: (seconds: number) => void): () => void {
  if (!('requestVideoFrameCallback' in video)) return watchTime(video, onFrame)
  let request = 0
  const next = (): void => {
    request = video.requestVideoFrameCallback((_now, { mediaTime }) => {
      // A frame from before the jump would move the knob back.
      if (!video.seeking) onFrame(mediaTime)
      next()
    })
  }
  next()
  return () => video.cancelVideoFrameCallback(request)
}

function watchTime(video: HTMLVideoElement, onFrame: (seconds: number) => void): () => void {
  const take = (): void => onFrame(video.currentTime)
  video.addEventListener('timeupdate', take)
  return () => video.removeEventListener('timeupdate', take)
}
