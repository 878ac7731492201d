import { describe, expect, it } from 'vitest'
import { layoutGrid, neighbour, placeOf, rowOf, rowsWithin, sectionsWithin, type Day } from './grid-layout'

const options = { width: 1000, rowHeight: 150, gap: 8, headingHeight: 36, sectionGap: 20 }
const wide = (count: number): number[] => Array.from({ length: count }, () => 16 / 9)

/** Lays out days of clips with these shapes. */
const layoutOf = (...days: readonly (readonly number[])[]) => {
  let start = 0
  const ranges = days.map((shapes, index): Day => {
    const range = { day: days.length - index, start, end: start + shapes.length }
    start = range.end
    return range
  })
  return layoutGrid(ranges, Float32Array.from(days.flat()), options)
}
const allRows = (layout: ReturnType<typeof layoutOf>) => rowsWithin(layout, 0, layout.height)

describe('layoutGrid', () => {
  it('fills every row to the edge except the last of a day', () => {
    const layout = layoutOf(wide(10))
    const edges = allRows(layout).map(({ end }) => {
      const place = placeOf(layout, end - 1)
      return place && place.left + place.width
    })
    expect(edges.slice(0, -1)).toEqual(edges.slice(0, -1).map(() => 1000))
    expect(allRows(layout).at(-1)?.height).toBe(150)
  })

  it('keeps the aspect ratio of each clip', () => {
    const shapes = [16 / 9, 9 / 16, 1, 21 / 9, 4 / 3, 16 / 9, 9 / 16, 16 / 9]
    const layout = layoutOf(shapes)
    shapes.forEach((shape, position) => {
      const place = placeOf(layout, position)
      // Whole pixels cost a little, most of it in the last clip of a row.
      expect(Math.abs((place?.width ?? 0) / (place?.height ?? 1) - shape)).toBeLessThan(0.06)
    })
  })

  it('starts a new row and a heading with each day', () => {
    const layout = layoutOf(wide(2), wide(2))
    expect(layout.sections).toMatchObject([
      { day: 2, top: 0, start: 0, end: 2 },
      { day: 1, top: 206, start: 2, end: 4 }
    ])
    expect(allRows(layout).map(({ top }) => top)).toEqual([36, 242])
  })

  it('shrinks a clip wider than the window', () => {
    expect(placeOf(layoutOf([20]), 0)).toMatchObject({ width: 1000, height: 50 })
  })

  it('is empty without clips', () => {
    expect(layoutOf()).toMatchObject({ height: 0, sections: [] })
  })

  it('lays out only the days that changed', () => {
    const days = [
      { day: 3, start: 0, end: 4 },
      { day: 2, start: 4, end: 9 },
      { day: 1, start: 9, end: 12 }
    ]
    const before = layoutGrid(days, Float32Array.from(wide(12)), options)
    const later = days.map(({ day, start, end }) => ({ day, start: start && start + 1, end: end + 1 }))
    const after = layoutGrid(later, Float32Array.from(wide(13)), options, before)
    const isKept = after.sections.map(({ rows }, index) => rows === before.sections[index]?.rows)
    expect(isKept).toEqual([false, true, true])
    expect(after).toEqual(layoutGrid(later, Float32Array.from(wide(13)), options))
  })

  it('lays out everything for another width', () => {
    const days = [{ day: 1, start: 0, end: 4 }]
    const shapes = Float32Array.from(wide(4))
    const narrow = { ...options, width: 500 }
    const after = layoutGrid(days, shapes, narrow, layoutGrid(days, shapes, options))
    expect(after).toEqual(layoutGrid(days, shapes, narrow))
  })
})

describe('finding rows', () => {
  const layout = layoutOf(wide(20), wide(1), wide(39))

  it('finds exactly the rows within a range', () => {
    const touching = allRows(layout).filter(({ top, height }) => top + height >= 500 && top <= 1300)
    expect(rowsWithin(layout, 500, 1300)).toEqual(touching)
  })

  it('finds nothing beyond the end', () => {
    expect(rowsWithin(layout, 100_000, 100_100)).toEqual([])
    expect(sectionsWithin(layout, 100_000, 100_100)).toEqual([])
  })

  it('finds the row of each clip', () => {
    for (const row of allRows(layout)) {
      for (let position = row.start; position < row.end; position += 1)
        expect(rowOf(layout, position)).toEqual(row)
    }
    expect([rowOf(layout, -1), rowOf(layout, 60)]).toEqual([undefined, undefined])
  })
})

describe('neighbour', () => {
  const shapes = [...wide(3), 9 / 16, ...wide(7)]
  const layout = layoutOf(shapes, wide(4))
  const last = shapes.length + 3

  it('moves to the nearest clip in the next row, over days', () => {
    const [, second] = allRows(layout)
    const below = neighbour(layout, 0, 'down')
    expect([below, neighbour(layout, below, 'up')]).toEqual([second?.start, 0])
    const ofDay = shapes.length
    expect(neighbour(layout, neighbour(layout, ofDay, 'up'), 'down')).toBe(ofDay)
  })

  it('stays at the ends', () => {
    expect([
      neighbour(layout, 0, 'left'),
      neighbour(layout, 0, 'up'),
      neighbour(layout, 0, 'page_up', 300),
      neighbour(layout, last, 'right'),
      neighbour(layout, last, 'down'),
      neighbour(layout, last, 'page_down', 300),
      neighbour(layout, 4, 'home'),
      neighbour(layout, 4, 'end')
    ]).toEqual([0, 0, 0, last, last, last, 0, last])
  })

  it('moves by a page, and never past what was visible', () => {
    const [tall, page] = [layoutOf(wide(60)), 400]
    const topOf = (position: number): number => rowOf(tall, position)?.top ?? 0
    const lastRow = allRows(tall).at(-1)
    let position = 0
    while (topOf(position) !== lastRow?.top) {
      const next = neighbour(tall, position, 'page_down', page)
      expect(topOf(next)).toBeGreaterThan(topOf(position))
      expect(topOf(next) - topOf(position)).toBeLessThanOrEqual(page)
      position = next
    }
    expect(neighbour(tall, position, 'page_down', page)).toBe(position)
    expect(neighbour(tall, 5, 'page_up', page)).toBeLessThan(5)
  })
})
