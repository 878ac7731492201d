import { layoutGrid, type Day, type GridLayout, type GridOptions } from '../grid-layout'

export const options: GridOptions = {
  width: 1000,
  rowHeight: 150,
  gap: 8,
  headingHeight: 32,
  sectionGap: 20,
  lineHeight: 56,
  lineGap: 4,
  batchHeadingHeight: 28,
  batchGap: 16,
  footHeight: 32
}

export const wide = (count: number): number[] => Array.from({ length: count }, () => 16 / 9)

/** Returns a day of pictures only. */
export const dayOf = (day: number, start: number, end: number): Day => ({
  day,
  start,
  end,
  hasHeading: true,
  listed: { day, start, end },
  blocks: [{ kind: 'tiles', start, end, hasHeading: false, hasFoot: false }]
})

/** Lays out days of pictures with these shapes. */
export function layoutOf(...days: readonly (readonly number[])[]): GridLayout {
  let start = 0
  const ranges = days.map((shapes, index) => {
    const day = dayOf(days.length - index, start, start + shapes.length)
    start = day.end
    return day
  })
  return layoutGrid(ranges, Float32Array.from(days.flat()), options)
}
