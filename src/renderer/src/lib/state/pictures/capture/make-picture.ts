import { largestPictureBytes, type PictureKind } from '@shared/media/pictures'
import { checkFrames, type FrameChecks } from './frame-checks'
import { frameSize, type Size } from './frame-size'
import { frameCounts } from './frame-times'

const qualities = [0.8, 0.6, 0.4]

/** Pixels of a frame, or the element that shows it. */
export type Frame = ImageData | HTMLVideoElement

/** A JPEG; null when it cannot be made small enough. */
export interface Picture {
  readonly jpeg: Uint8Array<ArrayBuffer> | null
  readonly checks: FrameChecks
}

/** Draws frames side by side into one JPEG, and compares them. */
export async function makePicture(kind: PictureKind, frames: AsyncIterable<Frame>): Promise<Picture | null> {
  let canvas: OffscreenCanvas | undefined
  let size: Size | undefined
  let drawn = 0
  try {
    for await (const frame of frames) {
      size ??= frameSize(kind, sizeOf(frame))
      canvas ??= new OffscreenCanvas(size.width * frameCounts[kind], size.height)
      await draw(canvas, frame, drawn * size.width, size)
      drawn += 1
    }
    if (!canvas) return null
    const { width, height } = canvas
    const pixels = contextOf(canvas)?.getImageData(0, 0, width, height)
    if (!pixels) return null
    return { jpeg: await toJpeg(canvas), checks: checkFrames(pixels, frameCounts[kind]) }
  } finally {
    // Gives its pixels back now, not when the garbage collector comes by.
    if (canvas) canvas.width = canvas.height = 0
  }
}

const sizeOf = (frame: Frame): Size =>
  frame instanceof ImageData ? frame : { width: frame.videoWidth, height: frame.videoHeight }

const contextOf = (canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D | null =>
  canvas.getContext('2d', { alpha: false, willReadFrequently: true })

async function draw(canvas: OffscreenCanvas, frame: Frame, left: number, size: Size): Promise<void> {
  const context = contextOf(canvas)
  if (!(frame instanceof ImageData)) {
    context?.drawImage(frame, left, 0, size.width, size.height)
    return
  }
  const bitmap = await createImageBitmap(frame, {
    resizeWidth: size.width,
    resizeHeight: size.height,
    resizeQuality: 'medium'
  })
  context?.drawImage(bitmap, left, 0)
  bitmap.close()
}

async function toJpeg(canvas: OffscreenCanvas): Promise<Uint8Array<ArrayBuffer> | null> {
  for (const quality of qualities) {
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality })
    if (blob.size <= largestPictureBytes) return new Uint8Array(await blob.arrayBuffer())
  }
  return null
}

/**
 * Reads a frame as RGBA and closes it; null where its format is unsupported. Where Chromium draws in software, a
 * video or `VideoFrame` that is drawn directly stays in its image cache at full size, with a file handle each, until
 * 512 MB are full; plain pixels do not.
 */
export async function pixelsOf(frame: VideoFrame): Promise<ImageData | null> {
  try {
    const { visibleRect } = frame
    if (!frame.format || !visibleRect) return null
    const layout = { format: 'RGBA' } as const
    const rgba = new Uint8ClampedArray(frame.allocationSize(layout))
    await frame.copyTo(rgba, layout)
    return new ImageData(rgba, visibleRect.width, visibleRect.height)
  } catch (error) {
    // For example more than 8 bits.
    if (error instanceof DOMException && error.name === 'NotSupportedError') return null
    throw error
  } finally {
    frame.close()
  }
}
