import { expect, it } from 'vitest'
import { placeToStore } from './place-to-store'

const opened = { x: 100, y: 50, width: 1440, height: 900 }
const measured = { x: 101, y: 54, width: 1441, height: 901 }

it('stores the bounds that the window opened with if nobody changed them', () => {
  let stored = opened
  for (let start = 0; start < 10; start += 1) {
    const rounded = { x: stored.x + 1, y: stored.y + 4, width: stored.width + 1, height: stored.height + 1 }
    stored = placeToStore(stored, rounded, rounded) as typeof opened
  }
  expect(stored).toEqual(opened)
})

it('stores only what the user changed', () => {
  expect(placeToStore(opened, measured, { ...measured, x: 300 })).toEqual({ ...opened, x: 300 })
  expect(placeToStore(opened, measured, { ...measured, width: 1000 })).toEqual({ ...opened, width: 1000 })
})

it('stores the position that the system chose', () => {
  expect(placeToStore({ width: 1440, height: 900 }, measured, measured)).toEqual({ ...opened, x: 101, y: 54 })
})
