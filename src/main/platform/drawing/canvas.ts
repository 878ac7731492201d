/** Picture as Electron takes it: four bytes a pixel, blue first, multiplied by alpha. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** Red, green and blue, each from 0 to 255. */
export type Colour = readonly [number, number, number]

/** How much of a pixel a shape covers, from 0 to 1. */
export type Shape = (x: number, y: number) => number

/** Area of whole pixels. */
interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Small bitmap to draw on, transparent at first. */
export class Canvas implements Bitmap {
  readonly pixels: Uint8Array

  constructor(
    readonly width: number,
    readonly height: number
  ) {
    this.pixels = new Uint8Array(width * height * 4)
  }

  /** Draws an opaque picture. */
  drawPicture(picture: Bitmap, left: number, top: number): void {
    const area = { left, top, width: picture.width, height: picture.height }
    this.#each(area, (x, y, at) => {
      const from = ((y - top) * picture.width + (x - left)) * 4
      this.pixels.set(picture.pixels.subarray(from, from + 4), at)
    })
  }

  /** Fills a shape with a colour. */
  fill(area: Area, shape: Shape, [red, green, blue]: Colour, opacity = 1): void {
    this.#each(area, (x, y, at) => {
      const alpha = Math.min(1, Math.max(0, shape(x + 0.5, y + 0.5))) * opacity
      for (const [channel, value] of [blue, green, red, 255].entries()) {
        const below = this.pixels[at + channel] ?? 0
        this.pixels[at + channel] = Math.round(value * alpha + below * (1 - alpha))
      }
    })
  }

  #each({ left, top, width, height }: Area, visit: (x: number, y: number, at: number) => void): void {
    for (let y = Math.max(0, top); y < Math.min(this.height, top + height); y += 1) {
      for (let x = Math.max(0, left); x < Math.min(this.width, left + width); x += 1) {
        visit(x, y, (y * this.width + x) * 4)
      }
    }
  }
}

/** Returns a rectangle with round corners, its edges smoothed. */
export function roundRectangle({ left, top, width, height }: Area, radius: number): Shape {
  const [middleX, middleY] = [left + width / 2, top + height / 2]
  return (x, y) => {
    const beyondX = Math.max(Math.abs(x - middleX) - width / 2 + radius, 0)
    const beyondY = Math.max(Math.abs(y - middleY) - height / 2 + radius, 0)
    return radius - Math.hypot(beyondX, beyondY) + 0.5
  }
}
