import { Canvas, roundRectangle, type Bitmap, type Colour } from './canvas'
import { numberShape, widthOfNumber } from './digits'

/** Longest side of the image below the pointer: a larger one hides where it is dropped. */
export const dragImageSize = 128
/** Most pictures of a stack. */
export const mostInStack = 3
/** How far each picture of a stack is from the one above it. */
const step = 7
/** Longest side of a picture in a stack of three. */
export const stackedSize = dragImageSize - (mostInStack - 1) * step

const accent: Colour = [242, 164, 31]
const onAccent: Colour = [26, 18, 5]
const dark: Colour = [20, 20, 23]

/** Returns the size of a picture fitted into a square, its shape kept. */
export function fitted(
  { width, height }: { readonly width: number; readonly height: number },
  side: number
): { readonly width: number; readonly height: number } {
  const scale = side / Math.max(width, height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Draws several clips as a stack with their count. The first picture is on top. */
export function drawStack(pictures: readonly Bitmap[], count: number): Bitmap {
  const [first] = pictures
  if (!first) throw new Error('A stack has at least one picture')
  const behind = Math.min(count, mostInStack) - 1
  const canvas = new Canvas(
    Math.min(dragImageSize, first.width + behind * step),
    Math.min(dragImageSize, first.height + behind * step)
  )
  for (let place = behind; place >= 0; place -= 1) {
    const area = { left: place * step, top: place * step, width: first.width, height: first.height }
    const whole = roundRectangle(area, 0)
    canvas.fill(area, whole, dark)
    const picture = pictures[place]
    // All as large as the first: pictures of other shapes are cropped.
    if (picture) canvas.drawPicture(cropped(picture, first), area.left, area.top)
    if (place > 0) canvas.fill(area, whole, dark, 0.25 * place)
    canvas.fill(area, edgeOf(area), dark)
  }
  drawCount(canvas, count, first)
  return canvas
}

/** Line around an area, a pixel wide. */
const edgeOf =
  ({ left, top, width, height }: { left: number; top: number; width: number; height: number }) =>
  (x: number, y: number): number =>
    Math.min(x - left, y - top, left + width - x, top + height - y) < 1 ? 1 : 0

/** Returns the middle of a picture. What it lacks stays transparent. */
function cropped(picture: Bitmap, { width, height }: { width: number; height: number }): Bitmap {
  const part = new Canvas(width, height)
  const left = Math.round((width - picture.width) / 2)
  const top = Math.round((height - picture.height) / 2)
  part.fill({ left: 0, top: 0, width, height }, () => 1, dark)
  part.drawPicture(picture, left, top)
  return part
}

function drawCount(canvas: Canvas, count: number, within: { width: number; height: number }): void {
  const [height, padding, digits] = [26, 10, 12]
  const width = Math.max(height, Math.ceil(widthOfNumber(count, digits)) + padding * 2)
  const area = {
    left: Math.max(0, Math.min(within.width - 6, canvas.width) - width),
    top: Math.min(6, Math.max(0, canvas.height - height)),
    width,
    height
  }
  canvas.fill(area, roundRectangle(area, height / 2), accent)
  const left = area.left + (width - widthOfNumber(count, digits)) / 2
  const shape = numberShape(count, {
    left,
    top: area.top + (height - digits) / 2,
    height: digits,
    stroke: 2.2
  })
  canvas.fill(area, shape, onAccent)
}
