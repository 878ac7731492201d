import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstPollDelayMs, isDue, nextPollDelayMs, retryPollDelayMs, slowestPollMs } from './poll-schedule'

const middle = (): number => 0.5

describe('the poll schedule', () => {
  it.each([
    [null, 5_000],
    [0, 1_000],
    [4, 4_000],
    [80, 10_000]
  ])('polls first after an estimate of %s s: %i ms', (eta, delay) =>
    expect(firstPollDelayMs(eta)).toBe(delay)
  )

  it.each([
    [10_000, 80, 5_000],
    [10_000, 1, 1_000],
    [100_000, 1, 10_000],
    [5 * 60_000, 80, 15_000],
    [20 * 60_000, 80, 60_000],
    [24 * 60 * 60_000, 80, slowestPollMs]
  ])('after %i ms, with an estimate of %i s, waits %i ms', (running, eta, delay) =>
    expect(nextPollDelayMs(running, eta, middle)).toBe(delay)
  )

  it('never waits longer than the maximum plus jitter, and never spins', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.option(fc.integer({ min: 1, max: 600 })),
        fc.nat(1000),
        (running, eta, chance) => {
          const delay = nextPollDelayMs(running, eta, () => chance / 1001)
          expect(delay).toBeGreaterThanOrEqual(800)
          expect(delay).toBeLessThanOrEqual(slowestPollMs * 1.2)
        }
      )
    )
  })

  it('backs off from failed polls, up to a minute', () => {
    expect([0, 1, 2, 3, 4, 40].map((failures) => retryPollDelayMs(failures, middle))).toEqual([
      5_000, 10_000, 20_000, 40_000, 60_000, 60_000
    ])
  })

  it('treats a time far ahead as due, as the clock was set back', () => {
    const now = 1_000_000_000
    expect(isDue(now, now)).toBe(true)
    expect(isDue(now + 60_000, now)).toBe(false)
    expect(isDue(now + 24 * 60 * 60_000, now)).toBe(true)
  })
})
