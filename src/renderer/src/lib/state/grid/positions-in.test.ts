import { expect, it } from 'vitest'
import { placeOf, rowsWithin } from './grid-layout'
import { positionsIn, rectangleOf } from './positions-in'
import { layoutOf, wide } from './testing/test-layout'

const layout = layoutOf(wide(6), wide(3))

it('finds every clip that a rectangle touches, over rows and days', () => {
  const [, second] = rowsWithin(layout, 0, layout.height)
  const from = placeOf(layout, 1)!
  const to = placeOf(layout, second!.start + 1)!
  const across = rectangleOf(
    { x: to.left + 1, y: to.top + 1 },
    { x: from.left + from.width - 1, y: from.top + from.height - 1 }
  )
  expect(positionsIn(layout, across)).toEqual([1, second!.start + 1])
  const everything = { left: 0, top: 0, right: layout.options.width, bottom: layout.height }
  expect(positionsIn(layout, everything)).toEqual(Array.from({ length: 9 }, (_, position) => position))
})

it('finds nothing between clips', () => {
  const { left, top, width } = placeOf(layout, 0)!
  const gap = { left: left + width + 1, top, right: left + width + 2, bottom: top + 10 }
  expect(positionsIn(layout, gap)).toEqual([])
  expect(positionsIn(layout, { left: 0, top: 0, right: 500, bottom: 10 })).toEqual([])
})
