import { expect, it } from 'vitest'
import { drawnWidth } from './drawn-width'

const wide = { width: 1280, height: 720 }
const tall = { width: 720, height: 1280 }

it('is no smaller than the card in pixels of the screen, in steps', () => {
  expect(drawnWidth(wide, { width: 178, height: 100 }, 1)).toBe(240)
  expect(drawnWidth(wide, { width: 160, height: 0 }, 1)).toBe(160)
  expect(drawnWidth(wide, { width: 178, height: 0 }, 2)).toBe(400)
  expect(drawnWidth(tall, { width: 64, height: 34 }, 1)).toBe(80)
})

it('covers a card that is higher than the clip', () => {
  expect(drawnWidth({ width: 2100, height: 900 }, { width: 64, height: 68 }, 1)).toBe(160)
})

it('is that of the poster where it would be larger, or is not known', () => {
  expect(drawnWidth(wide, { width: 420, height: 0 }, 1)).toBeNull()
  expect(drawnWidth(tall, { width: 200, height: 0 }, 2)).toBeNull()
  expect(drawnWidth({ width: 200, height: 100 }, { width: 178, height: 100 }, 1)).toBeNull()
  expect(drawnWidth({ width: null, height: null }, { width: 64, height: 34 }, 1)).toBeNull()
})
