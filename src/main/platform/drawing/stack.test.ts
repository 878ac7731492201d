import { expect, it } from 'vitest'
import type { Bitmap } from './canvas'
import { drawStack, fitted } from './stack'

const filled = (width: number, height: number, level: number): Bitmap => ({
  width,
  height,
  pixels: new Uint8Array(width * height * 4).fill(level).map((value, at) => (at % 4 === 3 ? 255 : value))
})
const at = ({ width, pixels }: Bitmap, x: number, y: number): number[] => [
  ...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)
]
const accent = [31, 164, 242, 255]

it.each([
  [
    { width: 1280, height: 720 },
    { width: 128, height: 72 }
  ],
  [
    { width: 720, height: 1280 },
    { width: 72, height: 128 }
  ],
  [
    { width: 64, height: 64 },
    { width: 128, height: 128 }
  ],
  [
    { width: 4000, height: 1 },
    { width: 128, height: 1 }
  ]
])('fits a picture into a square, its shape kept', (size, expected) => {
  expect(fitted(size, 128)).toEqual(expected)
})

it('draws several clips as a stack with the first on top and the others behind it', () => {
  const stack = drawStack([filled(114, 64, 200), filled(114, 64, 120), filled(64, 114, 60)], 5)
  expect([stack.width, stack.height]).toEqual([128, 78])
  expect(at(stack, 20, 40)).toEqual([200, 200, 200, 255])
  expect(at(stack, 117, 60)[0]).toBeLessThan(120)
  expect(at(stack, 0, 77)).toEqual([0, 0, 0, 0])
})

it.each([2, 5, 37, 480, 1000])('draws the count of %i clips on the stack', (count) => {
  const stack = drawStack([filled(114, 64, 200)], count)
  const isInk = (x: number, y: number): boolean => (at(stack, x, y)[2] ?? 0) < 100
  const row = Array.from({ length: stack.width }, (_, x) => x)
  expect(row.some((x) => at(stack, x, 19).join() === accent.join())).toBe(true)
  const ink = row.filter((x) => Array.from({ length: 12 }, (_, y) => y + 13).some((y) => isInk(x, y))).length
  expect(ink).toBeGreaterThan(3 * String(count).length)
})

it.each([
  [9, 114],
  [114, 3]
])('draws a stack of pictures of %i × %i pixels', (width, height) => {
  const stack = drawStack([filled(width, height, 200)], 12)
  expect(stack.pixels).toHaveLength(stack.width * stack.height * 4)
})
