/** The file of a picture is lost or damaged. */
export class UnreadablePicture extends Error {}

/**
 * Reads and decodes a picture. The caller closes it.
 *
 * @throws UnreadablePicture, or whatever `fetch` throws.
 */
export async function readPicture(url: string, signal: AbortSignal): Promise<ImageBitmap> {
  const answer = await fetch(url, { signal })
  if (!answer.ok) throw new UnreadablePicture(`Status ${answer.status}`)
  const blob = await answer.blob()
  const bitmap = await createImageBitmap(blob).catch((error: unknown) => {
    throw new UnreadablePicture('Not decoded', { cause: error })
  })
  if (!signal.aborted) return bitmap
  bitmap.close()
  throw signal.reason
}
