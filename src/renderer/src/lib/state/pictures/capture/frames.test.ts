import { expect, it } from 'vitest'
import { frameSize } from './frame-size'
import { frameTimes } from './frame-times'

it('limits the longer edge, and never enlarges', () => {
  expect(frameSize('poster', { width: 1280, height: 720 })).toEqual({ width: 480, height: 270 })
  expect(frameSize('poster', { width: 720, height: 1280 })).toEqual({ width: 270, height: 480 })
  expect(frameSize('poster', { width: 320, height: 1 })).toEqual({ width: 320, height: 1 })
  expect(frameSize('strip', { width: 4000, height: 1 })).toEqual({ width: 240, height: 1 })
})

it('takes the poster a little into the clip, and the frames of a strip from equal parts of it', () => {
  expect(frameTimes('poster', 8)).toEqual([0.5])
  expect(frameTimes('poster', 1)).toEqual([0.1])
  expect(frameTimes('strip', 24)).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23])
  expect(new Set(frameTimes('strip', 0))).toEqual(new Set([0]))
})
