import type { Clock } from '../../base/clock'

const lateMs = 1_000
const graceMs = 5_000

/**
 * Calls `expired` after `ms`. A timer that fires late was held up by this process (a native drag stalls it, the
 * machine slept) and says nothing about the network: what waits to be read gets `graceMs` more.
 *
 * @returns Calls it off.
 */
export function deadline(clock: Clock, ms: number, expired: () => void): () => void {
  const dueMs = clock.now() + ms
  let callOff = clock.setTimer(ms, () => {
    if (clock.now() - dueMs < lateMs) expired()
    else callOff = clock.setTimer(graceMs, expired)
  })
  return () => callOff()
}
