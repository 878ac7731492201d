import { nativeImage, type NativeImage } from 'electron'
import type { Bitmap } from './canvas'
import { dragImageSize, drawStack, fitted, mostInStack, stackedSize } from './stack'

/** Draws the image below the pointer: the picture of one clip, or a stack with the count of several. */
export class DragImage {
  readonly #fallback: NativeImage

  constructor(fallbackPath: string) {
    this.#fallback = nativeImage.createFromPath(fallbackPath)
  }

  /** Returns a non-empty image: Electron silently drops a drag with an empty one. */
  draw(posterPaths: readonly string[], count: number): NativeImage {
    const posters = posterPaths
      .slice(0, mostInStack)
      .map((path) => nativeImage.createFromPath(path))
      .filter((poster) => !poster.isEmpty())
    const pictures = posters.length === 0 ? [this.#fallback] : posters
    if (count > 1) {
      const stack = drawStack(pictures.map(bitmapOf), count)
      const { width, height } = stack
      return nativeImage.createFromBitmap(Buffer.from(stack.pixels), { width, height })
    }
    const [picture = this.#fallback] = pictures
    return picture.resize(fitted(picture.getSize(), dragImageSize))
  }
}

function bitmapOf(image: NativeImage): Bitmap {
  const size = fitted(image.getSize(), stackedSize)
  return { ...size, pixels: image.resize(size).toBitmap() }
}
