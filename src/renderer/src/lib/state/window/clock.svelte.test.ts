import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GenerationView } from '@shared/generation'
import { fakeGeneration } from '$lib/api/fake-rows'
import { Clock } from './clock'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Counts how often something on screen is drawn within five seconds. */
function drawnWith(generations: readonly GenerationView[], untilMs: number | null = null): number {
  const clock = new Clock()
  let drawn = 0
  const end = $effect.root(() => {
    $effect(() => {
      clock.nowFor(generations, untilMs)
      drawn += 1
    })
  })
  flushSync()
  for (let second = 0; second < 5; second += 1) {
    vi.advanceTimersByTime(1000)
    flushSync()
  }
  end()
  return drawn
}

it('ticks while something is being made', () => {
  expect(drawnWith([fakeGeneration({ state: 'ready' }), fakeGeneration({ state: 'processing' })])).toBe(6)
})

it('has no timer while nothing changes by itself, also for what waits', () => {
  const waiting = [
    fakeGeneration({ state: 'queued', notBeforeMs: null }),
    fakeGeneration({ state: 'queued', notBeforeMs: Date.now() - 1 }),
    fakeGeneration({ state: 'ready' })
  ]
  expect([drawnWith(waiting), vi.getTimerCount()]).toEqual([1, 0])
})

it('ticks until a wait is over, and then stops', () => {
  const inTwoSeconds = Date.now() + 1_900
  expect(drawnWith([fakeGeneration({ state: 'queued', notBeforeMs: inTwoSeconds })])).toBe(3)
  expect(drawnWith([], Date.now() + 1_900)).toBe(3)
})
