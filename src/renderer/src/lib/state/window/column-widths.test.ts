import { expect, it } from 'vitest'
import { composerWidth, inspectorWidth } from './column-widths'

it('gives the inspector a share of the window within limits, or the chosen width', () => {
  const usual = [900, 1440, 1920, 3840].map((width) => inspectorWidth(null, width))
  expect(usual).toEqual([320, 374, 499, 640])
  expect([inspectorWidth(500, 900), inspectorWidth(100, 900), inspectorWidth(9999, 900)]).toEqual([
    500, 320, 640
  ])
})

it('gives the composer the chosen width, as far as the window has room for it', () => {
  expect([900, 1440].map((width) => composerWidth(null, width))).toEqual([320, 320])
  expect([composerWidth(460, 1440), composerWidth(460, 900), composerWidth(10, 900)]).toEqual([460, 360, 288])
})
