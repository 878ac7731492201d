import { expect, it } from 'vitest'
import { dragged, nowhere, withinPicture } from './pan'

const stage = { width: 800, height: 600 }

it('moves a large picture up to its edges', () => {
  expect(withinPicture({ x: 500, y: -500 }, { width: 1600, height: 900 }, stage)).toEqual({ x: 400, y: -150 })
  expect(withinPicture({ x: 100, y: 100 }, { width: 1600, height: 900 }, stage)).toEqual({ x: 100, y: 100 })
})

it('leaves a small picture in the middle', () => {
  const { x, y } = withinPicture({ x: 50, y: -50 }, { width: 400, height: 300 }, stage)
  expect([Math.abs(x), Math.abs(y)]).toEqual([0, 0])
})

it('moves the view with the arrow keys', () => {
  expect(dragged(nowhere, 'ArrowRight')).toEqual({ x: -40, y: 0 })
  expect(dragged(nowhere, 'a')).toBeNull()
})
