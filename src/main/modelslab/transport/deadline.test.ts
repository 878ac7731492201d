import { expect, it } from 'vitest'
import { FakeClock } from '../../base/testing/fake-clock'
import { deadline } from './deadline'

it('expires on time, and not after it was cancelled', () => {
  const clock = new FakeClock()
  let expired = 0
  deadline(clock, 100, () => (expired += 1))
  const callOff = deadline(clock, 100, () => (expired += 1))
  callOff()
  clock.advance(100)
  expect([expired, clock.pending]).toEqual([1, 0])
})

it('allows pending data a little longer if the process itself stalled [F73]', () => {
  const clock = new FakeClock()
  let expired = false
  const callOff = deadline(clock, 100, () => (expired = true))
  clock.jumpTo(clock.now() + 30_000)
  clock.advance(100)
  expect(expired).toBe(false)
  clock.advance(5_000)
  expect(expired).toBe(true)
  callOff()
})
