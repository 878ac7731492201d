import type { Clock } from '../../base/clock'

const lateMs = 1_000
const graceMs = 5_000

/**
 * Calls `expired` after `ms`. A timer that fires late was delayed by this process (a native drag blocks it, the machine
 * slept) and says nothing about the network, so pending data gets another `graceMs`.
 *
 * @returns A function that cancels it.
 */
export function deadline(clock: Clock, ms: number, expired: () => void): () => void {
  const dueMs = clock.now() + ms
  let callOff = clock.setTimer(ms, () => {
    if (clock.now() - dueMs < lateMs) expired()
    else callOff = clock.setTimer(graceMs, expired)
  })
  return () => callOff()
}
