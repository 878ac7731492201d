import { expect, it } from 'vitest'
import { inspectorWidth } from './inspector-width'

it('gives the inspector a share of the window within limits, or the chosen width', () => {
  const usual = [900, 1440, 1920, 3840].map((width) => inspectorWidth(null, width))
  expect(usual).toEqual([320, 374, 499, 640])
  expect([inspectorWidth(500, 900), inspectorWidth(100, 900), inspectorWidth(9999, 900)]).toEqual([
    500, 320, 640
  ])
})
