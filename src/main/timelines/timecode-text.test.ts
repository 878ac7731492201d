import { expect, it } from 'vitest'
import { timecodeText } from './timecode-text'

const at2997 = { numerator: 30_000, denominator: 1001 }

it('counts every frame without drop frames', () => {
  expect(timecodeText(0, at2997)).toBe('00:00:00:00')
  expect(timecodeText(1800, at2997)).toBe('00:01:00:00')
  expect(timecodeText(86_399, { numerator: 24, denominator: 1 })).toBe('00:59:59:23')
})

it('leaves out two numbers a minute with drop frames, except each tenth', () => {
  expect([1799, 1800, 3597, 3598, 17_981, 17_982].map((frame) => timecodeText(frame, at2997, true))).toEqual([
    '00:00:59;29',
    '00:01:00;02',
    '00:01:59;29',
    '00:02:00;02',
    '00:09:59;29',
    '00:10:00;00'
  ])
  const at5994 = { numerator: 60_000, denominator: 1001 }
  expect(timecodeText(3600, at5994, true)).toBe('00:01:00;04')
  expect(timecodeText(24, { numerator: 24_000, denominator: 1001 }, true)).toBe('00:00:01:00')
})
