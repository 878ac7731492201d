import { readPicture, UnreadablePicture } from './read-picture'

/**
 * Shows a picture on a canvas until the returned function is called. Chromium caches what an `<img>` decoded, up to
 * 512 MB, long after the element is gone; a canvas frees its pixels.
 */
export function showPicture(canvas: HTMLCanvasElement, url: string, onUnreadable: () => void): () => void {
  const gone = new AbortController()
  draw(canvas, url, gone.signal).catch((error: unknown) => {
    // A tile without a readable poster shows its gradient.
    if (error instanceof UnreadablePicture) onUnreadable()
  })
  return () => {
    gone.abort()
    canvas.width = canvas.height = 0
  }
}

async function draw(canvas: HTMLCanvasElement, url: string, signal: AbortSignal): Promise<void> {
  const bitmap = await readPicture(url, signal)
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  // In memory: a GPU layer for each tile would cost more than it saves.
  canvas.getContext('2d', { alpha: false, willReadFrequently: true })?.drawImage(bitmap, 0, 0)
  bitmap.close()
  canvas.dataset['shown'] = ''
}
