import { firstRowFrom, placeOf, rowOf, type GridLayout } from './grid-layout'

export type Direction = 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'page_up' | 'page_down'

/**
 * Returns the position that an arrow key moves to: up and down go to the nearest clip in the next row.
 *
 * @param page Height that Page up and Page down move by.
 */
export function neighbour(layout: GridLayout, from: number, direction: Direction, page = 0): number {
  const last = (layout.sections.at(-1)?.end ?? 0) - 1
  if (last < 0) return -1
  const row = rowOf(layout, from)
  switch (direction) {
    case 'home':
      return 0
    case 'end':
      return last
    case 'left':
      return Math.max(0, from - 1)
    case 'right':
      return Math.min(last, from + 1)
    case 'up':
      return row && row.start > 0 ? nearestInRow(layout, from, row.start - 1) : from
    case 'down':
      return row && row.end <= last ? nearestInRow(layout, from, row.end) : from
    case 'page_up':
      return row ? nearestAt(layout, from, row.top - page) : from
    case 'page_down':
      return row ? nearestAt(layout, from, row.top + page) : from
  }
}

const nearestAt = (layout: GridLayout, from: number, top: number): number => {
  const last = (layout.sections.at(-1)?.end ?? 1) - 1
  if (top <= 0) return nearestInRow(layout, from, 0)
  const row = firstRowFrom(layout, top)
  return nearestInRow(layout, from, row?.start ?? last)
}

/** Returns the clip of a row whose middle is nearest to that of another. @param inRow A position of the row. */
function nearestInRow(layout: GridLayout, from: number, inRow: number): number {
  const row = rowOf(layout, inRow)
  if (!row) return from
  const middle = (position: number): number => {
    const place = placeOf(layout, position)
    return place ? place.left + place.width / 2 : 0
  }
  const wanted = middle(from)
  let best = row.start
  for (let position = row.start; position < row.end; position += 1) {
    if (Math.abs(middle(position) - wanted) < Math.abs(middle(best) - wanted)) best = position
  }
  return best
}
