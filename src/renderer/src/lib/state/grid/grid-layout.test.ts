import { describe, expect, it } from 'vitest'
import { firstRowFrom, layoutGrid, placeOf, rowOf, rowsWithin, sectionsWithin } from './grid-layout'
import { dayOf, layoutOf, options, wide } from './testing/test-layout'

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
      { day: 1, top: 202, start: 2, end: 4 }
    ])
    expect(allRows(layout).map(({ top }) => top)).toEqual([32, 234])
  })

  it('gives a batch a heading of its own, and space around its block', () => {
    const blocks = [0, 1, 3].map((start, index) => ({
      kind: 'tiles' as const,
      start,
      end: [1, 3, 4][index]!,
      hasHeading: index === 1,
      hasFoot: false
    }))
    const layout = layoutGrid([{ ...dayOf(1, 0, 4), blocks }], Float32Array.from(wide(4)), options)
    expect(layout.sections[0]?.rows.headings).toEqual([null, 32 + 150 + 16, null])
    expect(allRows(layout).map(({ top, start, end }) => [top, start, end])).toEqual([
      [32, 0, 1],
      [226, 1, 3],
      [392, 3, 4]
    ])
  })

  it('shrinks a clip wider than the window', () => {
    expect(placeOf(layoutOf([20]), 0)).toMatchObject({ width: 1000, height: 50 })
  })

  it('is empty without clips', () => {
    expect(layoutOf()).toMatchObject({ height: 0, sections: [] })
  })

  it('lays out only the days that changed', () => {
    const days = [dayOf(3, 0, 4), dayOf(2, 4, 9), dayOf(1, 9, 12)]
    const before = layoutGrid(days, Float32Array.from(wide(12)), options)
    const later = days.map(({ day, start, end }) => dayOf(day, start && start + 1, end + 1))
    const after = layoutGrid(later, Float32Array.from(wide(13)), options, before)
    const isKept = after.sections.map(({ rows }, index) => rows === before.sections[index]?.rows)
    expect(isKept).toEqual([false, true, true])
    expect(after).toEqual(layoutGrid(later, Float32Array.from(wide(13)), options))
  })

  it('lays out everything for another width', () => {
    const days = [dayOf(1, 0, 4)]
    const shapes = Float32Array.from(wide(4))
    const narrow = { ...options, width: 500 }
    const after = layoutGrid(days, shapes, narrow, layoutGrid(days, shapes, options))
    expect(after).toEqual(layoutGrid(days, shapes, narrow))
  })
})

describe('layoutGrid with thin rows', () => {
  const day = {
    ...dayOf(1, 0, 5),
    blocks: [
      { kind: 'lines' as const, start: 0, end: 2, hasHeading: false, hasFoot: true },
      { kind: 'tiles' as const, start: 2, end: 5, hasHeading: false, hasFoot: false }
    ]
  }
  const shapes = Float32Array.from(wide(5))
  const layout = layoutGrid([day], shapes, options)

  it('gives each a row as wide as the grid, above the pictures', () => {
    expect([0, 1, 2].map((position) => placeOf(layout, position))).toMatchObject([
      { top: 32, height: 56, left: 0, width: 1000, kind: 'lines' },
      { top: 92, height: 56, left: 0, width: 1000, kind: 'lines' },
      { top: 188, height: 150, left: 0, kind: 'tiles' }
    ])
  })

  it('leaves room below them for the number of others', () => {
    expect(layout.sections[0]?.rows.feet).toEqual([148, null])
    expect(layout.height).toBe(338)
  })

  it('lays the day out again when a row is folded or becomes a picture', () => {
    const [lines, tiles] = day.blocks
    const bare = { ...day, blocks: [{ ...lines!, hasFoot: false }, tiles!] }
    const fewer = {
      ...day,
      blocks: [
        { ...lines!, end: 1 },
        { ...tiles!, start: 1 }
      ]
    }
    for (const changed of [bare, fewer]) {
      expect(layoutGrid([changed], shapes, options, layout)).toEqual(layoutGrid([changed], shapes, options))
    }
    expect(layoutGrid([day], shapes, options, layout).sections[0]?.rows).toBe(layout.sections[0]?.rows)
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

  it('finds the first row from each height, also below the headings, gaps and feet', () => {
    const day = (number: number, start: number, end: number) => ({
      ...dayOf(number, start, end),
      blocks: [{ kind: 'tiles' as const, start, end, hasHeading: true, hasFoot: true }]
    })
    const days = [day(3, 0, 20), day(2, 20, 21), day(1, 21, 60)]
    const withFeet = layoutGrid(days, Float32Array.from(wide(60)), options)
    for (let top = 0; top <= withFeet.height + 10; top += 1) {
      expect(firstRowFrom(withFeet, top)).toEqual(rowsWithin(withFeet, top, withFeet.height)[0])
    }
    expect(firstRowFrom(layoutOf(), 0)).toBeUndefined()
  })

  it('copies no rows below the first one', () => {
    const day = {
      ...dayOf(1, 0, 100_000),
      blocks: [{ kind: 'lines' as const, start: 0, end: 100_000, hasHeading: false, hasFoot: false }]
    }
    const table = layoutGrid([day], new Float32Array(100_000).fill(1), options)
    const [section] = table.sections
    let read = 0
    const rows = new Proxy(section!.rows.rows, {
      get: (target, key) => {
        read += 1
        return Reflect.get(target, key) as unknown
      }
    })
    const watched = { ...table, sections: [{ ...section!, rows: { ...section!.rows, rows } }] }
    expect(firstRowFrom(watched, 32 + 60 * 50_000)).toMatchObject({ start: 50_000 })
    expect(read).toBeLessThan(50)
  })

  it('finds the row of each clip', () => {
    for (const row of allRows(layout)) {
      for (let position = row.start; position < row.end; position += 1)
        expect(rowOf(layout, position)).toEqual(row)
    }
    expect([rowOf(layout, -1), rowOf(layout, 60)]).toEqual([undefined, undefined])
  })
})
