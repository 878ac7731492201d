import { expect, it } from 'vitest'
import { dayTitle, english, formatDay, formatMoment, formatTime, formatTimeOfEvent } from './dates'

it('uses names for nearby days', () => {
  const now = new Date(2026, 10, 22, 9).getTime()
  const at = (...date: [number, number, number, number]): string => dayTitle(new Date(...date).getTime(), now)
  expect([at(2026, 10, 22, 1), at(2026, 10, 21, 23)]).toEqual(['Today', 'Yesterday'])
  expect(at(2025, 4, 3, 1)).toContain('2025')
})

it('names yesterday on the first of a month', () => {
  expect(dayTitle(new Date(2026, 9, 31, 12).getTime(), new Date(2026, 10, 1, 1).getTime())).toBe('Yesterday')
})

it('writes every time and date as the locale does', () => {
  const ms = new Date(2026, 10, 28, 14, 56, 18).getTime()
  const written = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(english, options).format(ms)
  expect(formatTime(ms)).toBe(written({ timeStyle: 'short' }))
  expect(formatTimeOfEvent(ms)).toBe(written({ timeStyle: 'medium' }))
  expect(formatMoment(ms)).toBe(written({ dateStyle: 'medium', timeStyle: 'short' }))
  expect(formatMoment(ms)).toContain(formatTime(ms))
  expect(formatDay('2026-11-22')).toMatch(/^Sun, /)
})
