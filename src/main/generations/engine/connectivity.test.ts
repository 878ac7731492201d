import { beforeEach, expect, it } from 'vitest'
import type { Problem } from '@shared/problem'
import { FakeClock } from '../../base/testing/fake-clock'
import { Connectivity } from './connectivity'

const noNetwork: Problem = { code: 'offline', message: 'No connection to ModelsLab.', retryable: true }
const portal: Problem = { code: 'not_the_api', message: 'A web page came.', retryable: true }

let clock: FakeClock
let told: (string | null)[]
let connectivity: Connectivity

beforeEach(() => {
  clock = new FakeClock()
  told = []
  connectivity = new Connectivity({ clock, onChange: () => told.push(connectivity.why?.code ?? null) })
})

it('waits longer after each failure, up to a minute, and resets after a success [F16]', () => {
  const waits = Array.from({ length: 6 }, () => {
    connectivity.lost(noNetwork)
    const waitMs = connectivity.retryAtMs! - clock.now()
    clock.advance(waitMs - 1)
    expect(connectivity.mayTry()).toBe(false)
    clock.advance(1)
    expect(connectivity.mayTry()).toBe(true)
    return waitMs
  })
  expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
  connectivity.found()
  connectivity.lost(noNetwork)
  expect(connectivity.retryAtMs! - clock.now()).toBe(5_000)
})

it('counts simultaneous failures as one [F16]', () => {
  connectivity.lost(noNetwork)
  connectivity.lost(noNetwork)
  connectivity.lost(noNetwork)
  expect(connectivity.retryAtMs! - clock.now()).toBe(5_000)
})

it('reports each reason once, and when it ends [F25]', () => {
  connectivity.lost(noNetwork)
  clock.advance(5_000)
  connectivity.lost(noNetwork)
  clock.advance(10_000)
  connectivity.lost(portal)
  connectivity.found()
  connectivity.found()
  expect(told).toEqual(['offline', 'not_the_api', null])
})

it('retries at once when the system reports the network as back [F16]', () => {
  connectivity.lost(noNetwork)
  connectivity.retryNow()
  expect([connectivity.mayTry(), connectivity.offline]).toEqual([true, true])
})

it('starts online, and stays online when notified of a network', () => {
  connectivity.retryNow()
  expect([connectivity.mayTry(), connectivity.offline, connectivity.retryAtMs]).toEqual([true, false, null])
})

it('does not wait for a time made unreachable by setting the clock back [F18]', () => {
  connectivity.lost(noNetwork)
  clock.jumpTo(clock.now() - 24 * 60 * 60_000)
  expect(connectivity.mayTry()).toBe(true)
})
