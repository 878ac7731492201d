import { expect, it } from 'vitest'
import { checkFrames } from './frame-checks'

/** Returns frames of 8 × 4 pixels side by side, each of one grey with a few white pixels. */
function strip(...frames: readonly { readonly grey: number; readonly white?: number }[]) {
  const [frameWidth, height] = [8, 4]
  const width = frameWidth * frames.length
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  frames.forEach(({ grey, white = 0 }, index) => {
    for (let pixel = white; pixel < frameWidth * height; pixel += 1) {
      const [x, y] = [pixel % frameWidth, Math.floor(pixel / frameWidth)]
      data.fill(grey, (y * width + index * frameWidth + x) * 4, (y * width + index * frameWidth + x) * 4 + 3)
    }
  })
  return { data, width, height }
}

it('finds black frames, and none where something is lit', () => {
  const { black } = checkFrames(strip({ grey: 0 }, { grey: 20 }, { grey: 0, white: 4 }, { grey: 120 }), 4)
  expect(black).toEqual([true, true, false, false])
})

it('finds frames that are the same as the one before', () => {
  const { frozen } = checkFrames(strip({ grey: 80 }, { grey: 80 }, { grey: 82 }, { grey: 82, white: 1 }), 4)
  expect(frozen).toEqual([true, false, false])
})
