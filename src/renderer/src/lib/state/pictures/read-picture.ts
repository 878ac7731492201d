/** The file of a picture is lost or damaged. */
export class UnreadablePicture extends Error {}

/**
 * Reads and decodes a picture. The caller closes it.
 *
 * @param width In pixels, where the picture is to be decoded smaller than it is.
 * @throws UnreadablePicture, or whatever `fetch` throws.
 */
export async function readPicture(
  url: string,
  signal: AbortSignal,
  width: number | null = null
): Promise<ImageBitmap> {
  const answer = await fetch(url, { signal })
  if (!answer.ok) throw new UnreadablePicture(`Status ${answer.status}`)
  const blob = await answer.blob()
  const size = width === null ? {} : ({ resizeWidth: width, resizeQuality: 'medium' } as const)
  const bitmap = await createImageBitmap(blob, size).catch((error: unknown) => {
    throw new UnreadablePicture('Not decoded', { cause: error })
  })
  if (!signal.aborted) return bitmap
  bitmap.close()
  throw signal.reason
}
