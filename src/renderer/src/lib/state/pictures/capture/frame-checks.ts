/** Pixels of frames that stand side by side, as RGBA. */
interface FramePixels {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

/** Whether each frame is black, and whether each but the first is the same as the one before. */
export interface FrameChecks {
  readonly black: readonly boolean[]
  readonly frozen: readonly boolean[]
}

/** A frame is black when nearly all of its pixels are this dark: as ffmpeg's blackdetect. */
const blackLuma = 26
const blackShare = 0.98
/** Mean difference of luma below which nothing moves: as ffmpeg's freezedetect. */
const stillLuma = 0.255

/** Compares the frames of a strip. */
export function checkFrames(pixels: FramePixels, count: number): FrameChecks {
  const lumas = Array.from({ length: count }, (_, index) => lumaOf(pixels, count, index))
  return {
    black: lumas.map((luma) => luma.filter((value) => value <= blackLuma).length >= luma.length * blackShare),
    frozen: lumas.slice(1).map((luma, index) => meanDifference(luma, lumas[index] ?? luma) < stillLuma)
  }
}

/** @see https://www.itu.int/rec/R-REC-BT.709 */
function lumaOf({ data, width, height }: FramePixels, count: number, index: number): Float32Array {
  const frameWidth = width / count
  const luma = new Float32Array(frameWidth * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < frameWidth; x += 1) {
      const at = (y * width + index * frameWidth + x) * 4
      const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]]
      luma[y * frameWidth + x] = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
  }
  return luma
}

function meanDifference(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0))
  return sum / one.length
}
