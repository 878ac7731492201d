/**
 * Shows a picture on a canvas until the returned function is called. Chromium keeps what an `<img>` decoded, up to
 * 512 MB and a file handle for each few, also when the element is long gone; a canvas gives its pixels back.
 */
export function showPicture(canvas: HTMLCanvasElement, url: string): () => void {
  const gone = new AbortController()
  // A tile whose poster cannot be read shows its gradient; nobody has to be told.
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
    // In memory: a layer of the graphics card for each tile would cost more than it gives.
    canvas.getContext('2d', { alpha: false, willReadFrequently: true })?.drawImage(bitmap, 0, 0)
    canvas.dataset['shown'] = ''
  } finally {
    bitmap.close()
  }
}
