import { expect, it } from 'vitest'
import { isRateVariable, measuredFrames } from './frame-rate'

const constant = (count: number, rate = 24): readonly number[] =>
  Array.from({ length: count }, (_, index) => index / rate)

/** Each group of frames is decoded with its last frame first, as with B-frames. */
const reordered = (times: readonly number[], group: number): readonly number[] => {
  const [first = 0, ...rest] = times
  const groups = Array.from({ length: Math.ceil(rest.length / group) }, (_, index) =>
    rest.slice(index * group, (index + 1) * group)
  )
  return [first, ...groups.flatMap((some) => [...some.slice(-1), ...some.slice(0, -1)])]
}

it.each([2, 3, 4, 7, 16])('is constant where the reading stops among %i reordered frames', (group) => {
  const times = reordered(constant(measuredFrames * 2), group)
  for (let ahead = 0; ahead < group; ahead += 1) {
    const before = constant(ahead).map((time) => time - ahead / 24)
    expect(isRateVariable([...before, ...times].slice(0, measuredFrames))).toBe(false)
  }
})

it('is constant for a short file with reordered frames', () => {
  expect(isRateVariable(reordered(constant(49), 3))).toBe(false)
})

it('is constant where times are rounded to milliseconds', () => {
  const rounded = constant(measuredFrames, 60).map((time) => Math.round(time * 1000) / 1000)
  expect(isRateVariable(rounded)).toBe(false)
})

it.each([10, measuredFrames])('is variable where one of %i frames is shown twice as long', (count) => {
  const times = constant(count).map((time, index) => (index < 5 ? time : time + 1 / 24))
  expect(isRateVariable(times)).toBe(true)
  expect(isRateVariable(reordered(times, 3))).toBe(true)
})

it('is constant for too few frames to compare', () => {
  for (const count of [0, 1, 2]) expect(isRateVariable(constant(count))).toBe(false)
})
