/** Replaces the system clock in the fault build; its speed comes from `DAILIES_CLOCK=speed:startMs`. */
import type { Clock } from '../../src/main/base/clock'
import { fastClock } from '../../src/main/base/testing/fast-clock'

const [speed = 1, startMs = 0] = (process.env['DAILIES_CLOCK'] ?? '').split(':').map(Number)

export const systemClock: Clock = fastClock(speed, startMs)
