import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { FirstPaint } from './first-paint.svelte'

let fake: FakeBridge
let paint: FirstPaint
beforeEach(() => {
  vi.useFakeTimers()
  fake = new FakeBridge()
  paint = new FirstPaint(createClient(fake.bridge))
})
afterEach(() => vi.useRealTimers())

it('comes once the frame with the clips was drawn, and is reported to the main process', () => {
  expect([paint.isDone, fake.sent]).toEqual([false, []])
  paint.expect()
  vi.advanceTimersToNextFrame()
  expect([paint.isDone, fake.sent]).toEqual([false, []])
  vi.advanceTimersToNextFrame()
  vi.advanceTimersByTime(1)
  expect([paint.isDone, fake.sent]).toEqual([true, [{ name: 'app.painted', input: {} }]])
})

it('comes only once', () => {
  paint.expect()
  vi.advanceTimersByTime(10_000)
  paint.expect()
  vi.advanceTimersByTime(10_000)
  expect(fake.sent).toHaveLength(1)
})

it('comes also in a hidden window, which draws no frames', () => {
  vi.stubGlobal('requestAnimationFrame', () => 0)
  paint.expect()
  vi.advanceTimersByTime(10_000)
  expect(paint.isDone).toBe(true)
  vi.unstubAllGlobals()
})
