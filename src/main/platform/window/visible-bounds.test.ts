import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visibleBounds } from './visible-bounds'

const main = { x: 0, y: 0, width: 1920, height: 1040 }
const right = { x: 1920, y: 0, width: 1280, height: 720 }
const window = { width: 1440, height: 900 }

describe('position of the window [F70]', () => {
  it('is the last one, on any display', () => {
    expect(visibleBounds({ x: 100, y: 50, ...window }, [main])).toEqual({ x: 100, y: 50, ...window })
    expect(visibleBounds({ x: 2000, y: 50, width: 1000, height: 700 }, [main, right])).toMatchObject({
      x: 2000
    })
    expect(visibleBounds({ x: -200, y: 0, ...window }, [main])).toMatchObject({ x: -200 })
  })

  it.each([
    ['its display is gone', { x: 2000, y: 50 }],
    ['hardly any of it is left to take hold of', { x: 1900, y: 50 }],
    ['its title bar is above the display', { x: 100, y: -40 }],
    ['it is below the display', { x: 100, y: 1000 }]
  ])('is the middle of the main display when %s', (_why, place) => {
    expect(visibleBounds({ ...place, ...window }, [main])).toEqual(window)
  })

  it('fits a display that shrank, for example by a larger scale', () => {
    expect(visibleBounds({ x: 0, y: 0, ...window }, [{ ...main, width: 1280, height: 693 }])).toEqual({
      x: 0,
      y: 0,
      width: 1280,
      height: 693
    })
    expect(visibleBounds(window, [right])).toEqual({ width: 1280, height: 720 })
  })

  it('always leaves a part to drag', () => {
    const place = fc.integer({ min: -10_000, max: 10_000 })
    const size = fc.integer({ min: 600, max: 20_000 })
    fc.assert(
      fc.property(place, place, size, size, (x, y, width, height) => {
        const bounds = visibleBounds({ x, y, width, height }, [main, right])
        if (bounds.x === undefined || bounds.y === undefined) return
        const seen = [main, right].some(
          (area) =>
            bounds.y! >= area.y &&
            Math.min(bounds.x! + bounds.width, area.x + area.width) - Math.max(bounds.x!, area.x) >= 200 &&
            Math.min(bounds.y! + bounds.height, area.y + area.height) - bounds.y! >= 100
        )
        expect(seen).toBe(true)
      })
    )
  })
})
