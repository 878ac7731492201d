import { Canvas, roundRectangle, type Bitmap, type Colour } from './canvas'
import { numberShape, widthOfNumber } from './digits'

/** Twice the size that Windows shows at 100 %, so that it is sharp on denser displays. */
const size = 32
/** A higher count has no room. */
const highest = 99

const red: Colour = [196, 43, 28]
const white: Colour = [255, 255, 255]

/** Draws a count in a disc, for the corner of an icon. */
export function drawCountBadge(count: number): Bitmap {
  const canvas = new Canvas(size, size)
  const whole = { left: 0, top: 0, width: size, height: size }
  canvas.fill(whole, roundRectangle(whole, size / 2), red)
  const shown = Math.min(count, highest)
  const height = shown < 10 ? 18 : 15
  const left = (size - widthOfNumber(shown, height)) / 2
  canvas.fill(whole, numberShape(shown, { left, top: (size - height) / 2, height, stroke: 3 }), white)
  return canvas
}
