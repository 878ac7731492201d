import { placeOf, rowsWithin, type GridLayout } from './grid-layout'

/** Part of the grid, in pixels from its top left. */
export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Returns the rectangle between two corners, whichever they are. */
export const rectangleOf = (
  one: { readonly x: number; readonly y: number },
  other: { readonly x: number; readonly y: number }
): Rectangle => ({
  left: Math.min(one.x, other.x),
  top: Math.min(one.y, other.y),
  right: Math.max(one.x, other.x),
  bottom: Math.max(one.y, other.y)
})

/** Returns the positions of the clips that a rectangle touches, in order. */
export function positionsIn(layout: GridLayout, { left, top, right, bottom }: Rectangle): readonly number[] {
  return rowsWithin(layout, top, bottom).flatMap(({ start, end }) =>
    Array.from({ length: end - start }, (_, index) => start + index).filter((position) => {
      const place = placeOf(layout, position)
      return place !== undefined && place.left <= right && place.left + place.width >= left
    })
  )
}
