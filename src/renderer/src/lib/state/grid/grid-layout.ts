import { firstWhere } from '$lib/utils/first-where'
import type { DayRange } from './days'

export interface GridOptions {
  readonly width: number
  readonly rowHeight: number
  readonly gap: number
  readonly headingHeight: number
  /** Space between the last row of a day and the next day's heading. */
  readonly sectionGap: number
  /** Height of a thin row as wide as the grid, and the space below it. */
  readonly lineHeight: number
  readonly lineGap: number
  /** Height of the heading of a batch, and the space around its block. */
  readonly batchHeadingHeight: number
  readonly batchGap: number
  /** Height of the line below a block that says how many more there are. */
  readonly footHeight: number
}

/** Clips of a day that are laid out together: pictures in justified rows, or one thin row each. */
export interface Block {
  readonly kind: 'tiles' | 'lines'
  /** Position of the first clip and of the one after the last. */
  readonly start: number
  readonly end: number
  /** Whether a line above it says what batch it is. */
  readonly hasHeading: boolean
  readonly hasFoot: boolean
}

/** Clips of one local day, by their positions on screen. */
export interface Day extends DayRange {
  /** The same day in the list, with the clips that have no position on screen. */
  readonly listed: DayRange
  /** False for a part of a list in another order than that of the days. */
  readonly hasHeading: boolean
  readonly blocks: readonly Block[]
}

export interface GridRow {
  readonly top: number
  readonly height: number
  readonly kind: Block['kind']
  /** Position of the first clip and of the one after the last. */
  readonly start: number
  readonly end: number
}

/** A day in the grid: its heading, and its blocks below that. */
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
  readonly blocks: readonly Block[]
  /** Where the heading and the foot of each block are; null for one without. */
  readonly headings: readonly (number | null)[]
  readonly feet: readonly (number | null)[]
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
const tallest = 1.1

/**
 * Lays out the blocks of each day: plain arithmetic, so that nothing moves when pictures arrive.
 *
 * @param shapes Width over height of each clip, by position.
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
  for (const day of days) {
    const own = shapes.subarray(day.start, day.end)
    const blocks = day.blocks.map((block) => moved(block, -day.start))
    const old = known.get(day.day)
    const rows = old && isSame(old, own, blocks) ? old : layoutDay(own, blocks, day.hasHeading, options)
    if (sections.length > 0) top += day.hasHeading ? options.sectionGap : options.gap
    sections.push({ ...day, top, height: rows.height, rows })
    top += rows.height
  }
  return { height: top, sections, options }
}

const moved = <Range extends { readonly start: number; readonly end: number }>(
  range: Range,
  by: number
): Range => ({ ...range, start: range.start + by, end: range.end + by })

const isSame = (old: DayRows, shapes: Float32Array, blocks: readonly Block[]): boolean =>
  old.shapes.length === shapes.length &&
  old.blocks.length === blocks.length &&
  old.blocks.every((block, index) => isSameBlock(block, blocks[index])) &&
  old.shapes.every((shape, index) => shape === shapes[index])

const isSameBlock = (one: Block, other: Block | undefined): boolean =>
  one.kind === other?.kind &&
  one.end === other.end &&
  one.hasHeading === other.hasHeading &&
  one.hasFoot === other.hasFoot

function layoutDay(
  shapes: Float32Array,
  blocks: readonly Block[],
  hasHeading: boolean,
  options: GridOptions
): DayRows {
  const left = new Float64Array(shapes.length)
  const width = new Float64Array(shapes.length)
  const rows: GridRow[] = []
  const headings: (number | null)[] = []
  const feet: (number | null)[] = []
  let bottom = hasHeading ? options.headingHeight : 0
  let before: Block | undefined
  for (const block of blocks) {
    const headingTop = bottom + gapBetween(before, block, options)
    headings.push(block.hasHeading ? headingTop : null)
    const top = headingTop + (block.hasHeading ? options.batchHeadingHeight : 0)
    const added = block.kind === 'lines' ? lines(block, top, options) : justified(block, shapes, top, options)
    rows.push(...added.rows)
    left.set(added.left, block.start)
    width.set(added.width, block.start)
    bottom = endOf(added.rows.at(-1)) ?? top
    feet.push(block.hasFoot ? bottom : null)
    if (block.hasFoot) bottom += options.footHeight
    before = block
  }
  // A copy: the list is replaced with every change, and this one would keep all of it.
  return { shapes: shapes.slice(), blocks, headings, feet, rows, left, width, height: bottom }
}

function gapBetween(before: Block | undefined, after: Block, { gap, batchGap }: GridOptions): number {
  if (!before) return 0
  return before.hasHeading || after.hasHeading ? batchGap : gap
}

const endOf = (row: GridRow | undefined): number | undefined => row && row.top + row.height

interface BlockRows {
  readonly rows: readonly GridRow[]
  readonly left: Float64Array
  readonly width: Float64Array
}

/** Lays out one clip a row, as wide as the grid. */
function lines({ start, end }: Block, top: number, { width, lineHeight, lineGap }: GridOptions): BlockRows {
  const count = end - start
  return {
    rows: Array.from({ length: count }, (_, index) => ({
      top: top + index * (lineHeight + lineGap),
      height: lineHeight,
      kind: 'lines',
      start: start + index,
      end: start + index + 1
    })),
    left: new Float64Array(count),
    width: new Float64Array(count).fill(width)
  }
}

/** Lays out rows that are filled to the edge, except the last. */
function justified(block: Block, shapes: Float32Array, firstTop: number, options: GridOptions): BlockRows {
  const { width, gap } = options
  const own = shapes.subarray(block.start, block.end)
  const left = new Float64Array(own.length)
  const widths = new Float64Array(own.length)
  const rows: GridRow[] = []
  let top = firstTop
  for (let start = 0; start < own.length;) {
    const { end, height, justified: isFull } = breakRow(own, start, options)
    let x = 0
    for (let index = start; index < end; index += 1) {
      // The last clip of a full row takes what rounding left over, so that the right edge is straight.
      const isLast = isFull && index === end - 1
      const wanted = Math.round((own[index] ?? 1) * height)
      left[index] = x
      widths[index] = isLast ? width - x : Math.min(width - x, wanted)
      x += (widths[index] ?? 0) + gap
    }
    rows.push({ top, height, kind: 'tiles', start: block.start + start, end: block.start + end })
    top += height + gap
    start = end
  }
  return { rows, left, width: widths }
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
  ...moved(row, start),
  top: top + row.top
})

/** Returns the sections that reach into a range of heights. */
export function sectionsWithin(layout: GridLayout, top: number, bottom: number): readonly GridSection[] {
  const { sections } = layout
  const first = firstWhere(sections, (section) => section.top + section.height >= top)
  const end = firstWhere(sections, (section) => section.top > bottom)
  return sections.slice(first, Math.max(first, end))
}

/** Returns the rows that reach into a range of heights. */
export function rowsWithin(layout: GridLayout, top: number, bottom: number): readonly GridRow[] {
  return sectionsWithin(layout, top, bottom).flatMap((section) => {
    const { rows } = section.rows
    const first = firstWhere(rows, (row) => endsFrom(section, row, top))
    const end = firstWhere(rows, (row) => section.top + row.top > bottom)
    return rows.slice(first, Math.max(first, end)).map((row) => placed(section, row))
  })
}

/** Returns the first row that ends at a height or below it. */
export function firstRowFrom(layout: GridLayout, top: number): GridRow | undefined {
  const section = layout.sections[firstWhere(layout.sections, (each) => each.top + each.height >= top)]
  const row = section?.rows.rows[firstWhere(section.rows.rows, (each) => endsFrom(section, each, top))]
  // Below the last row there may be a foot.
  return section && (row ? placed(section, row) : rowOf(layout, section.end))
}

const endsFrom = (section: GridSection, row: GridRow, top: number): boolean =>
  section.top + row.top + row.height >= top

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
