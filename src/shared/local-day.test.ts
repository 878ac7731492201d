import { expect, it } from 'vitest'
import { writtenDay, writtenMoment } from './local-day'

it('writes days and times as the locale does', () => {
  expect([writtenDay('2026-09-24', 'en-GB'), writtenDay('2026-09-24', 'en-US')]).toEqual([
    '24 Sept 2026',
    'Sep 24, 2026'
  ])
  const atMs = new Date(2026, 10, 28, 14, 56).getTime()
  expect(writtenMoment(atMs, 'en-GB')).toBe('28 Nov 2026, 14:56')
  expect(writtenMoment(atMs, 'en-US')).toMatch(/^Nov 28, 2026, 2:56\sPM$/u)
})

it('leaves a text that is no day as it is', () => {
  expect(writtenDay('some day')).toBe('some day')
})
