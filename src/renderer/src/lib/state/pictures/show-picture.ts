import { readPicture, UnreadablePicture } from './read-picture'

interface ShownPicture {
  readonly url: string
  /** In pixels; null for the picture's own width. */
  readonly width: number | null
  readonly onUnreadable: () => void
}

/**
 * Draws a picture on a canvas, in place of what it shows, unless the returned function is called before. Chromium caches
 * what an `<img>` decoded, up to 512 MB, long after the element is gone; a canvas frees its pixels.
 */
export function showPicture(canvas: HTMLCanvasElement, picture: ShownPicture): () => void {
  const gone = new AbortController()
  draw(canvas, picture, gone.signal).catch((error: unknown) => {
    // A tile without a readable poster shows its gradient.
    if (error instanceof UnreadablePicture) picture.onUnreadable()
  })
  return () => gone.abort()
}

/** Gives the pixels of a canvas back. */
export function freePicture(canvas: HTMLCanvasElement): void {
  canvas.width = canvas.height = 0
}

async function draw(
  canvas: HTMLCanvasElement,
  { url, width }: ShownPicture,
  signal: AbortSignal
): Promise<void> {
  const bitmap = await readPicture(url, signal, width)
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  // In memory: a GPU layer for each tile would cost more than it saves.
  canvas.getContext('2d', { alpha: false, willReadFrequently: true })?.drawImage(bitmap, 0, 0)
  bitmap.close()
  canvas.dataset['shown'] = ''
}
