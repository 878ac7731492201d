import { expect, it } from 'vitest'
import { formatBytes } from '@shared/format-bytes'
import { firstWords, formatBytesOf, formatLength, formatSpan } from './format'

it('formats durations as minutes and seconds', () => {
  expect([0, 65_000, 3_725_000, -5].map(formatSpan)).toEqual(['0:00', '1:05', '1:02:05', '0:00'])
})

it('formats clip lengths in seconds', () => {
  expect([8000, 8042, 7500].map(formatLength)).toEqual(['8 s', '8 s', '7.5 s'])
})

it('formats file sizes', () => {
  expect([512, 17_900_000, 212_000_000_000].map(formatBytes)).toEqual(['512 bytes', '17.9 MB', '212 GB'])
  expect(formatBytesOf(11_300_000, 17_900_000)).toBe('11.3 / 17.9 MB')
  expect(formatBytesOf(900, 212_000_000)).toBe('0 / 212 MB')
})

it('takes the first line of a prompt without splitting a character', () => {
  expect(firstWords('  A balcony\nat dawn ')).toBe('A balcony')
  expect(firstWords('🌊🌊🌊', 2)).toBe('🌊🌊…')
})
