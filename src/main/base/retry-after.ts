import { outsideNumber, wholeClamped } from '@shared/outside-number'

const second = 1_000
const hour = 3_600 * second

/**
 * Returns how long a server asks us to wait: `retry_after` in ModelsLab's body (seconds), else the header Retry-After
 * (seconds or a date, RFC 9110 10.2.3), else X-RateLimit-Reset (seconds, or a time in epoch seconds).
 *
 * @returns Whole milliseconds between a second and an hour, or null when there is no usable value.
 */
export function retryAfterMs(
  inBody: unknown,
  headers: Readonly<Record<string, string>>,
  nowMs: number
): number | null {
  const wait =
    secondsToMs(inBody) ??
    secondsToMs(headers['retry-after']) ??
    untilDate(headers['retry-after'], nowMs) ??
    untilReset(headers['x-ratelimit-reset'], nowMs)
  return wholeClamped(wait, { least: second, most: hour })
}

function secondsToMs(value: unknown): number | null {
  const seconds = outsideNumber(value)
  return seconds === null ? null : Math.min(seconds * second, Number.MAX_SAFE_INTEGER)
}

function untilDate(value: string | undefined, nowMs: number): number | null {
  // Date.parse accepts almost anything ("soon 5"); an HTTP date starts with the name of the day.
  if (value === undefined || !/^[A-Z][a-z]{2,8},? /.test(value)) return null
  const atMs = Date.parse(value)
  return Number.isNaN(atMs) ? null : atMs - nowMs
}

function untilReset(value: string | undefined, nowMs: number): number | null {
  const wait = secondsToMs(value)
  const isMoment = wait !== null && wait > 365 * 24 * hour
  return isMoment ? wait - nowMs : wait
}
