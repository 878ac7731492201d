import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startHeartbeat, stopwatch } from './heartbeat.mjs'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('reports the duration after ten silent seconds', () => {
  const said = []
  const passed = stopwatch()
  const { stop } = startHeartbeat(
    () => `npm ci: ${passed()} so far`,
    (line) => said.push(line)
  )
  vi.advanceTimersByTime(25_000)
  expect(said).toEqual(['npm ci: 10 s so far', 'npm ci: 20 s so far'])
  stop()
  vi.advanceTimersByTime(60_000)
  expect(said).toHaveLength(2)
})

it('stays silent while there is other output', () => {
  const said = []
  const { heard, stop } = startHeartbeat(
    () => 'still there',
    (line) => said.push(line)
  )
  for (let second = 0; second < 60; second += 9) {
    vi.advanceTimersByTime(9000)
    heard()
  }
  expect(said).toEqual([])
  stop()
})
