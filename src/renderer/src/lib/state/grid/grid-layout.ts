export interface GridOptions {
  readonly width: number
  readonly rowHeight: number
  readonly gap: number
  readonly headingHeight: number
  /** Space between the last row of a day and the next day's heading. */
  readonly sectionGap: number
}

/** Clips of one local day, by their positions in the list. */
export interface Day {
  readonly day: number
  readonly start: number
  readonly end: number
}

export interface GridRow {
  readonly top: number
  readonly height: number
  /** Position of the first clip and of the one after the last. */
  readonly start: number
  readonly end: number
}

/** A day in the grid: its heading, and its rows below that. */
export interface GridSection extends Day {
  readonly top: number
  readonly height: number
  readonly rows: DayRows
}

export interface GridLayout {
  readonly height: number
  readonly sections: readonly GridSection[]
  readonly options: GridOptions
}

/** Rows of a day, counted from its first clip and from its heading, so that they hold wherever the day is. */
interface DayRows {
  /** What they were made from. */
  readonly shapes: Float32Array
  readonly rows: readonly GridRow[]
  readonly left: Float64Array
  readonly width: Float64Array
  readonly height: number
}

export interface Place extends GridRow {
  readonly left: number
  readonly width: number
}

/** Most that a row may grow over the wanted height before a ragged end looks better. */
const tallest = 1.3

/**
 * Lays out justified rows, grouped by day: plain arithmetic, so that nothing moves when pictures arrive.
 *
 * @param shapes Width over height of each clip.
 * @param before The layout before a change: days that did not change keep their rows.
 */
export function layoutGrid(
  days: readonly Day[],
  shapes: Float32Array,
  options: GridOptions,
  before?: GridLayout
): GridLayout {
  const known = new Map(
    before?.options === options ? before.sections.map(({ day, rows }) => [day, rows]) : []
  )
  const sections: GridSection[] = []
  let top = 0
  for (const { day, start, end } of days) {
    const own = shapes.subarray(start, end)
    const old = known.get(day)
    const rows = old && isSame(old.shapes, own) ? old : layoutDay(own, options)
    sections.push({ day, start, end, top, height: rows.height, rows })
    top += rows.height + options.sectionGap
  }
  return { height: Math.max(0, top - options.sectionGap), sections, options }
}

const isSame = (one: Float32Array, other: Float32Array): boolean =>
  one.length === other.length && one.every((shape, index) => shape === other[index])

function layoutDay(shapes: Float32Array, options: GridOptions): DayRows {
  const { width, gap, headingHeight } = options
  const left = new Float64Array(shapes.length)
  const widths = new Float64Array(shapes.length)
  const rows: GridRow[] = []
  let top = headingHeight
  for (let start = 0; start < shapes.length;) {
    const { end, height, justified } = breakRow(shapes, start, options)
    let x = 0
    for (let index = start; index < end; index += 1) {
      // The last clip of a full row takes what rounding left over, so that the right edge is straight.
      const isLast = justified && index === end - 1
      const own = Math.round((shapes[index] ?? 1) * height)
      left[index] = x
      widths[index] = isLast ? width - x : Math.min(width - x, own)
      x += (widths[index] ?? 0) + gap
    }
    rows.push({ top, height, start, end })
    top += height + gap
    start = end
  }
  // A copy: the list is replaced with every change, and this one would keep all of it.
  return { shapes: shapes.slice(), rows, left, width: widths, height: top - gap }
}

/** Returns the end and height of the row that begins at `start`. */
function breakRow(
  shapes: Float32Array,
  start: number,
  { width, rowHeight, gap }: GridOptions
): { readonly end: number; readonly height: number; readonly justified: boolean } {
  let sum = 0
  for (let end = start; end < shapes.length; end += 1) {
    const withNext = sum + (shapes[end] ?? 1)
    const heightWithNext = (width - gap * (end - start)) / withNext
    if (heightWithNext <= rowHeight) {
      const heightBefore = end > start ? (width - gap * (end - start - 1)) / sum : Infinity
      const breaksBefore =
        heightBefore <= rowHeight * tallest && heightBefore - rowHeight < rowHeight - heightWithNext
      return breaksBefore
        ? { end, height: Math.round(heightBefore), justified: true }
        : { end: end + 1, height: Math.max(1, Math.round(heightWithNext)), justified: true }
    }
    sum = withNext
  }
  return { end: shapes.length, height: rowHeight, justified: false }
}

const placed = ({ start, top }: GridSection, row: GridRow): GridRow => ({
  top: top + row.top,
  height: row.height,
  start: start + row.start,
  end: start + row.end
})

/** Returns the sections that reach into a range of heights. */
export function sectionsWithin(
  { sections }: GridLayout,
  top: number,
  bottom: number
): readonly GridSection[] {
  const first = firstWhere(sections, (section) => section.top + section.height >= top)
  const end = firstWhere(sections, (section) => section.top > bottom)
  return sections.slice(first, Math.max(first, end))
}

/** Returns the rows that reach into a range of heights. */
export function rowsWithin(layout: GridLayout, top: number, bottom: number): readonly GridRow[] {
  return sectionsWithin(layout, top, bottom).flatMap((section) => {
    const { rows } = section.rows
    const first = firstWhere(rows, (row) => section.top + row.top + row.height >= top)
    const end = firstWhere(rows, (row) => section.top + row.top > bottom)
    return rows.slice(first, Math.max(first, end)).map((row) => placed(section, row))
  })
}

/** Returns the section with a position. */
function sectionOf({ sections }: GridLayout, position: number): GridSection | undefined {
  return position < 0 ? undefined : sections[firstWhere(sections, ({ end }) => end > position)]
}

/** Returns the row with a position. */
export function rowOf(layout: GridLayout, position: number): GridRow | undefined {
  const section = sectionOf(layout, position)
  const row = section && section.rows.rows[rowIndex(section, position)]
  return section && row && placed(section, row)
}

const rowIndex = (section: GridSection, position: number): number =>
  firstWhere(section.rows.rows, ({ end }) => section.start + end > position)

/** Returns where the clip at a position is. */
export function placeOf(layout: GridLayout, position: number): Place | undefined {
  const section = sectionOf(layout, position)
  const row = rowOf(layout, position)
  if (!section || !row) return undefined
  const { left, width } = section.rows
  const own = position - section.start
  return { ...row, left: left[own] ?? 0, width: width[own] ?? 0 }
}

/** Returns the lowest index for which an ordered condition is true, by binary search. */
function firstWhere<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && holds(item)) high = middle
    else low = middle + 1
  }
  return low
}

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
  const row = rowsWithin(layout, top, layout.height)[0]
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
