import { expect, it } from 'vitest'
import { retryAfterMs } from './retry-after'

const now = Date.UTC(2026, 10, 22, 12)
const inAMinute = new Date(now + 60_000).toUTCString()

it.each<[string, unknown, Record<string, string>, number | null]>([
  ['seconds in the body', 30, {}, 30_000],
  ['digits in the body', '30', {}, 30_000],
  ['the body before the header', 30, { 'retry-after': '50' }, 30_000],
  ['seconds in the header', undefined, { 'retry-after': '50' }, 50_000],
  ['a date in the header', undefined, { 'retry-after': inAMinute }, 60_000],
  ['a date that is past', undefined, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 1_000],
  ['a reset in seconds', undefined, { 'x-ratelimit-reset': '12' }, 12_000],
  ['a reset as a moment', undefined, { 'x-ratelimit-reset': String(now / 1000 + 90) }, 90_000],
  ['the header before the reset', undefined, { 'retry-after': '5', 'x-ratelimit-reset': '12' }, 5_000],
  ['zero', 0, {}, 1_000],
  ['a negative number', -5, {}, 1_000],
  ['far too long', 99_999, {}, 3_600_000],
  ['a fraction in the body', '2.3333', {}, 2_334],
  ['a fraction in the header', undefined, { 'retry-after': '2.3333' }, 2_334],
  ['a fraction before the reset', undefined, { 'x-ratelimit-reset': '1.0007' }, 1_001],
  ['the largest number', 1e308, {}, 3_600_000],
  ['hexadecimal digits', '0x10', {}, null],
  ['garbage in the body, then the header', 'soon', { 'retry-after': '7' }, 7_000],
  ['garbage in the header', undefined, { 'retry-after': 'in 5 minutes' }, null],
  ['an empty header', undefined, { 'retry-after': '' }, null],
  ['infinity', 'Infinity', {}, null],
  ['nothing', undefined, {}, null]
])('%s [F20]', (_name, inBody, headers, expected) => {
  expect(retryAfterMs(inBody, headers, now)).toBe(expected)
})
