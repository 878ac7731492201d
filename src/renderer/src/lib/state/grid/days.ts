import { dayOf } from '$lib/utils/dates'

/** Clips of one local day, by their positions in the list. */
export interface DayRange {
  readonly day: number
  readonly start: number
  readonly end: number
}

/**
 * Returns the local days of clips, newest first. Each day's end is found by binary search: a date for each of 100,000
 * clips would take longer than a frame.
 *
 * @param keys Creation times in microseconds, newest first.
 */
export function daysOf(keys: Float64Array): readonly DayRange[] {
  const days: DayRange[] = []
  for (let start = 0; start < keys.length;) {
    const ms = (keys[start] ?? 0) / 1000
    const end = firstBefore(keys, new Date(ms).setHours(0, 0, 0, 0) * 1000, start + 1)
    days.push({ day: dayOf(ms), start, end })
    start = end
  }
  return days
}

/** Returns the first position from `low` whose key is less than a time. */
function firstBefore(keys: Float64Array, time: number, low: number): number {
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((keys[middle] ?? 0) < time) high = middle
    else low = middle + 1
  }
  return low
}
