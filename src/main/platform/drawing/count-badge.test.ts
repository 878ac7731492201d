import { expect, it } from 'vitest'
import { drawCountBadge } from './count-badge'

/** How many pixels are white, which is the number, and at which x they begin and end. */
function inkOf(count: number): { readonly pixels: number; readonly left: number; readonly right: number } {
  const { width, pixels } = drawCountBadge(count)
  const columns = Array.from({ length: pixels.length / 4 }, (_, at) => at)
    .filter((at) => (pixels[at * 4] ?? 0) > 200)
    .map((at) => at % width)
  return { pixels: columns.length, left: Math.min(...columns), right: Math.max(...columns) }
}

it.each([1, 8, 10, 47, 99])('draws %i in the middle of a disc', (count) => {
  const { width, height, pixels } = drawCountBadge(count)
  expect(pixels).toHaveLength(width * height * 4)
  expect(pixels[3]).toBe(0)
  expect(pixels[(16 * width + 1) * 4 + 3]).toBe(255)
  const { left, right, pixels: ink } = inkOf(count)
  expect(ink).toBeGreaterThan(20)
  expect(left).toBeGreaterThan(2)
  expect(right).toBeLessThan(width - 2)
})

it('draws what has no room as the highest count', () => {
  expect(drawCountBadge(1000)).toEqual(drawCountBadge(99))
  expect(drawCountBadge(7)).not.toEqual(drawCountBadge(1))
})
