import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SimulatedClock } from './clock'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('runs at its speed, also after a change of the speed', () => {
  const clock = new SimulatedClock(10)
  vi.advanceTimersByTime(1000)
  expect(clock.nowMs()).toBeCloseTo(10_000)
  clock.setSpeed(2)
  vi.advanceTimersByTime(1000)
  expect(clock.nowMs()).toBeCloseTo(12_000)
})

test('ends a wait at its simulated time, by running or by advancing', async () => {
  const clock = new SimulatedClock(1)
  const ended: string[] = []
  const wait = (seconds: number, name: string): void => void clock.wait(seconds).then(() => ended.push(name))
  wait(10, 'ten')
  wait(100, 'hundred')
  wait(1000, 'thousand')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(ended).toEqual(['ten'])
  clock.advance(90)
  await vi.advanceTimersByTimeAsync(1)
  expect(ended).toEqual(['ten', 'hundred'])
  clock.setSpeed(900)
  await vi.advanceTimersByTimeAsync(1001)
  expect(ended).toEqual(['ten', 'hundred', 'thousand'])
})

test('leaves no timer after a stop', () => {
  const clock = new SimulatedClock(1)
  void clock.wait(5)
  clock.stop()
  expect(vi.getTimerCount()).toBe(0)
})
