import { expect, test } from 'vitest'
import { hasUnreadable, isBlank } from './text-checks'

test.each([
  '',
  ' \t\r\n',
  '\u200B\u200B',
  '\u3164',
  '\u2800',
  '\uFEFF',
  '\u00AD',
  '\u00A0\u3000\u2003',
  '\u115F\u1160\uFFA0',
  '\u{E0041}\u{E007F}',
  '\u2060\u180E\u200E\u202A\u2066',
  '\uFE0F',
  '\u0301',
  '\uFFFC'
])('%j is blank', (text) => {
  expect(isBlank(text)).toBe(true)
})

test.each(['a', '.', '🚗', '\u200Ba', '雨', '‘', '❤️', '\uFFFD', '1', 'نور'])('%j is visible', (text) => {
  expect(isBlank(text)).toBe(false)
})

test('recognizes unreadable characters by the replacement character', () => {
  expect(hasUnreadable('Un caf\uFFFD')).toBe(true)
  expect(hasUnreadable('Un café')).toBe(false)
})
