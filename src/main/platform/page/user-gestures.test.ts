import { expect, it } from 'vitest'
import { FakeClock } from '../../base/testing/fake-clock'
import { UserGestures } from './user-gestures'

function setUp(): {
  readonly clock: FakeClock
  readonly gestures: UserGestures
  readonly opened: () => number
} {
  const clock = new FakeClock()
  const gestures = new UserGestures(clock)
  const opened = (): number => {
    let count = 0
    for (let call = 0; call < 300; call += 1) {
      try {
        gestures.take()
        count += 1
      } catch {
        // Refused.
      }
    }
    return count
  }
  return { clock, gestures, opened }
}

it('opens nothing without a gesture, and one link for each', () => {
  const { gestures, opened } = setUp()
  expect(opened()).toBe(0)
  gestures.note()
  expect(opened()).toBe(1)
  gestures.note()
  gestures.note()
  expect(opened()).toBe(1)
})

it('allows what several gestures asked for to arrive together, but not late', () => {
  const { clock, gestures, opened } = setUp()
  expect(() => gestures.check()).toThrow('only right after a click')
  gestures.note()
  expect(opened()).toBe(1)
  for (let call = 0; call < 3; call += 1) expect(() => gestures.check()).not.toThrow()
  clock.advance(5_000)
  expect(() => gestures.check()).toThrow('only right after a click')
})

it('ignores a gesture that is long past', () => {
  const { clock, gestures, opened } = setUp()
  gestures.note()
  clock.advance(5_000)
  expect(opened()).toBe(0)
})

it('opens at most a few links in a row, however much the user types', () => {
  const { clock, gestures, opened } = setUp()
  const typed = (): number => {
    let count = 0
    for (let key = 0; key < 50; key += 1) {
      gestures.note()
      count += opened()
    }
    return count
  }
  expect(typed()).toBe(5)
  clock.advance(6_000)
  expect(typed()).toBe(1)
})
