import { describe, expect, it } from 'vitest'
import { rowOf, rowsWithin, type GridLayout } from './grid-layout'
import { neighbour } from './neighbour'
import { layoutOf, wide } from './testing/test-layout'

const allRows = (layout: GridLayout) => rowsWithin(layout, 0, layout.height)

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
