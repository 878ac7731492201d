import { describe, expect, it } from 'vitest'
import { layoutGrid, neighbour, rowsWithin, type GridItem } from './grid-layout'

const options = { width: 1000, rowHeight: 150, gap: 8, headingHeight: 36, sectionGap: 20 }
const wide = (count: number, day = 1): GridItem[] =>
  Array.from({ length: count }, () => ({ shape: 16 / 9, day }))

describe('layoutGrid', () => {
  it('fills every row to the edge except the last of a day', () => {
    const layout = layoutGrid(wide(10), options)
    const edges = layout.rows.map(({ end }) => (layout.left[end - 1] ?? 0) + (layout.width[end - 1] ?? 0))
    expect(edges.slice(0, -1)).toEqual(edges.slice(0, -1).map(() => 1000))
    expect(layout.rows.at(-1)?.height).toBe(150)
  })

  it('keeps the aspect ratio of each clip', () => {
    const shapes = [16 / 9, 9 / 16, 1, 21 / 9, 4 / 3, 16 / 9, 9 / 16, 16 / 9]
    const layout = layoutGrid(
      shapes.map((shape) => ({ shape, day: 1 })),
      options
    )
    for (const row of layout.rows) {
      for (let index = row.start; index < row.end; index += 1) {
        const ratio = (layout.width[index] ?? 0) / row.height
        // Whole pixels cost a little, most of it in the last clip of a row.
        expect(Math.abs(ratio - (shapes[index] ?? 0))).toBeLessThan(0.06)
      }
    }
  })

  it('starts a new row and a heading with each day', () => {
    const layout = layoutGrid([...wide(2, 3), ...wide(2, 2)], options)
    expect(layout.sections).toEqual([
      { day: 3, top: 0, start: 0, end: 2 },
      { day: 2, top: 206, start: 2, end: 4 }
    ])
    expect(layout.rows.map(({ top }) => top)).toEqual([36, 242])
  })

  it('shrinks a clip wider than the window', () => {
    const layout = layoutGrid([{ shape: 20, day: 1 }], options)
    expect([layout.width[0], layout.rows[0]?.height]).toEqual([1000, 50])
  })

  it('is empty without items', () => {
    expect(layoutGrid([], options)).toMatchObject({ height: 0, rows: [], sections: [] })
  })
})

describe('rowsWithin', () => {
  const { rows } = layoutGrid(wide(60), options)

  it('finds exactly the rows within a range', () => {
    const [first, end] = rowsWithin(rows, 500, 900)
    const touching = rows.flatMap((row, index) =>
      row.top + row.height >= 500 && row.top <= 900 ? [index] : []
    )
    expect([first, end]).toEqual([touching[0], (touching.at(-1) ?? 0) + 1])
  })

  it('finds nothing beyond the end', () => {
    const [first, end] = rowsWithin(rows, 100_000, 100_100)
    expect(first).toBe(end)
  })
})

describe('neighbour', () => {
  const items = [...wide(3), { shape: 9 / 16, day: 1 }, ...wide(7)]
  const layout = layoutGrid(items, options)

  it('moves to the nearest clip in the next row', () => {
    const second = layout.rows[1]
    if (!second) throw new Error('There is only one row')
    const below = neighbour(layout, 0, 'down')
    expect([below, neighbour(layout, below, 'up')]).toEqual([second.start, 0])
  })

  it('stays at the ends', () => {
    const last = items.length - 1
    expect([
      neighbour(layout, 0, 'left'),
      neighbour(layout, 0, 'up'),
      neighbour(layout, last, 'right'),
      neighbour(layout, last, 'down'),
      neighbour(layout, 4, 'home'),
      neighbour(layout, 4, 'end')
    ]).toEqual([0, 0, last, last, 0, last])
  })
})
