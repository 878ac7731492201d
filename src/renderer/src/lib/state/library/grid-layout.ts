/** One clip to lay out. */
export interface GridItem {
  /** Width over height. */
  readonly shape: number
  /** The local day it belongs to; items of a day follow each other. */
  readonly day: number
}

export interface GridOptions {
  readonly width: number
  readonly rowHeight: number
  readonly gap: number
  readonly headingHeight: number
  /** Space between the last row of a day and the next day's heading. */
  readonly sectionGap: number
}

export interface GridRow {
  readonly top: number
  readonly height: number
  /** Index of the first item and of the one after the last. */
  readonly start: number
  readonly end: number
}

export interface GridSection {
  readonly day: number
  readonly top: number
  readonly start: number
  readonly end: number
}

export interface GridLayout {
  readonly height: number
  readonly rows: readonly GridRow[]
  readonly sections: readonly GridSection[]
  readonly left: Float64Array
  readonly width: Float64Array
  /** The row of each item. */
  readonly rowOf: Int32Array
}

/** Most that a row may grow over the wanted height before a ragged end looks better. */
const tallest = 1.3

/** Justified rows, grouped by day: plain arithmetic, so that nothing moves when pictures arrive. */
export function layoutGrid(items: readonly GridItem[], options: GridOptions): GridLayout {
  const { width, gap } = options
  const left = new Float64Array(items.length)
  const widths = new Float64Array(items.length)
  const rowOf = new Int32Array(items.length)
  const rows: GridRow[] = []
  const sections: GridSection[] = []
  let top = 0

  const place = (start: number, end: number, height: number, justified: boolean): void => {
    let x = 0
    for (let index = start; index < end; index += 1) {
      const shape = items[index]?.shape ?? 1
      // The last clip of a full row takes what rounding left over, so that the right edge is straight.
      const isLast = index === end - 1
      const itemWidth = justified && isLast ? width - x : Math.min(width - x, Math.round(shape * height))
      left[index] = x
      widths[index] = itemWidth
      rowOf[index] = rows.length
      x += itemWidth + gap
    }
    rows.push({ top, height, start, end })
    top += height + gap
  }

  let index = 0
  while (index < items.length) {
    const day = items[index]?.day ?? 0
    const sectionStart = index
    if (sections.length > 0) top += options.sectionGap - gap
    const sectionTop = top
    top += options.headingHeight
    while (index < items.length && items[index]?.day === day) {
      const row = breakRow(items, index, day, options)
      place(index, row.end, row.height, row.justified)
      index = row.end
    }
    sections.push({ day, top: sectionTop, start: sectionStart, end: index })
  }
  return { height: Math.max(0, top - gap), rows, sections, left, width: widths, rowOf }
}

/** Returns the end and height of the row that begins at `start`. */
function breakRow(
  items: readonly GridItem[],
  start: number,
  day: number,
  { width, rowHeight, gap }: GridOptions
): { readonly end: number; readonly height: number; readonly justified: boolean } {
  let shapes = 0
  let end = start
  while (end < items.length && items[end]?.day === day) {
    const withNext = shapes + (items[end]?.shape ?? 1)
    const heightWithNext = (width - gap * (end - start)) / withNext
    if (heightWithNext <= rowHeight) {
      const heightBefore = end > start ? (width - gap * (end - start - 1)) / shapes : Infinity
      const breaksBefore =
        heightBefore <= rowHeight * tallest && heightBefore - rowHeight < rowHeight - heightWithNext
      return breaksBefore
        ? { end, height: Math.round(heightBefore), justified: true }
        : { end: end + 1, height: Math.max(1, Math.round(heightWithNext)), justified: true }
    }
    shapes = withNext
    end += 1
  }
  return { end, height: rowHeight, justified: false }
}

/** Returns the rows between `top` and `bottom`: the first, and the one after the last. */
export function rowsWithin(
  rows: readonly GridRow[],
  top: number,
  bottom: number
): readonly [first: number, end: number] {
  const first = firstWhere(rows.length, (index) => {
    const row = rows[index]
    return row !== undefined && row.top + row.height >= top
  })
  const end = firstWhere(rows.length, (index) => (rows[index]?.top ?? Infinity) > bottom)
  return [first, Math.max(first, end)]
}

/** Returns the lowest index for which an ordered condition is true, by binary search. */
function firstWhere(length: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

export type Direction = 'left' | 'right' | 'up' | 'down' | 'home' | 'end'

/** Returns the item that an arrow key moves to: up and down go to the nearest clip in the next row. */
export function neighbour(layout: GridLayout, from: number, direction: Direction): number {
  const last = layout.left.length - 1
  if (last < 0) return -1
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
      return inRow(layout, from, (layout.rowOf[from] ?? 0) - 1)
    case 'down':
      return inRow(layout, from, (layout.rowOf[from] ?? 0) + 1)
  }
}

function inRow(layout: GridLayout, from: number, rowIndex: number): number {
  const row = layout.rows[rowIndex]
  if (!row) return from
  const middle = (index: number): number => (layout.left[index] ?? 0) + (layout.width[index] ?? 0) / 2
  let best = row.start
  for (let index = row.start; index < row.end; index += 1) {
    if (Math.abs(middle(index) - middle(from)) < Math.abs(middle(best) - middle(from))) best = index
  }
  return best
}
