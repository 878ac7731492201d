/**
 * Shows a picture on a canvas until the returned function is called. Chromium caches what an `<img>` decoded, up to
 * 512 MB, long after the element is gone; a canvas frees its pixels.
 */
export function showPicture(canvas: HTMLCanvasElement, url: string): () => void {
  const gone = new AbortController()
  // A tile without a readable poster shows its gradient.
  void draw(canvas, url, gone.signal).catch(() => undefined)
  return () => {
    gone.abort()
    canvas.width = canvas.height = 0
  }
}

async function draw(canvas: HTMLCanvasElement, url: string, signal: AbortSignal): Promise<void> {
  const answer = await fetch(url, { signal })
  if (!answer.ok) return
  const bitmap = await createImageBitmap(await answer.blob())
  try {
    if (signal.aborted) return
    canvas.width = bitmap.width
    canvas.height = bitmap.height
    // In memory: a GPU layer for each tile would cost more than it saves.
    canvas.getContext('2d', { alpha: false, willReadFrequently: true })?.drawImage(bitmap, 0, 0)
    canvas.dataset['shown'] = ''
  } finally {
    bitmap.close()
  }
}
