import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatTimecode,
  formatTimecodeLength,
  frameAt,
  middleOfFrame,
  parseTimecode,
  timebaseOf
} from './timecode'

const rates = [23.976, 24, 25, 29.97, 30, 50, 59.94, 60, 120]

describe('a timecode', () => {
  it('counts frames at the rate of the file', () => {
    const shown = (rate: number, frame: number): string => {
      const timebase = timebaseOf(rate)
      return formatTimecode(middleOfFrame(frame, timebase), timebase)
    }
    expect(shown(24, 84)).toBe('00:00:03:12')
    expect(shown(23.976, 84)).toBe('00:00:03:12')
    expect(shown(25, 84)).toBe('00:00:03:09')
    expect(shown(29.97, 30)).toBe('00:00:01:00')
    expect(shown(30, 29)).toBe('00:00:00:29')
    expect(shown(60, 59)).toBe('00:00:00:59')
    expect(shown(120, 119)).toBe('00:00:00:119')
    expect(shown(24, 24 * 3600)).toBe('01:00:00:00')
  })

  it('counts 29.97 without drop frames', () => {
    const timebase = timebaseOf(29.97)
    expect(formatTimecode(middleOfFrame(1800, timebase), timebase)).toBe('00:01:00:00')
  })

  it('names the frame that starts at a rounded position', () => {
    const timebase = timebaseOf(23.976)
    for (let frame = 0; frame < 2000; frame += 1)
      expect(frameAt((frame * 1001) / 24_000, timebase)).toBe(frame)
    expect(frameAt(-1, timebase)).toBe(0)
  })

  it('shows milliseconds where the file has no rate', () => {
    for (const rate of [null, 0, Number.NaN]) {
      const timebase = timebaseOf(rate)
      expect(formatTimecode(3.5, timebase)).toBe('00:00:03.500')
      expect(formatTimecode(3725.0004, timebase)).toBe('01:02:05.000')
      expect(parseTimecode('3.5', timebase)).toBe(3.5)
      expect(parseTimecode('01:02:05.25', timebase)).toBe(3725.25)
      expect(parseTimecode('3 s', timebase)).toBe('form')
    }
  })

  it('is the length of a clip after its last frame', () => {
    expect(formatTimecodeLength(8, timebaseOf(24))).toBe('00:00:08:00')
    expect(formatTimecodeLength(8.008, timebaseOf(23.976))).toBe('00:00:08:00')
    expect(formatTimecodeLength(1.25, timebaseOf(null))).toBe('00:00:01.250')
  })
})

describe('a typed timecode', () => {
  const at24 = timebaseOf(24)
  const frameOf = (text: string): unknown => {
    const seconds = parseTimecode(text, at24)
    return typeof seconds === 'number' ? frameAt(seconds, at24) : seconds
  }

  it('is read from the right', () => {
    expect(['00:00:03:12', '3:12', '312', ' 3;12 ', '3.12', '84'].map(frameOf)).toEqual([
      84, 84, 84, 84, 84, 84
    ])
    expect(frameOf('1:00:00:00')).toBe(24 * 3600)
    expect(frameOf('12')).toBe(12)
  })

  it('says what is wrong with it', () => {
    expect(['', 'abc', '3:', '1:2:3:4:5', '-3', '99:00:00'].map(frameOf)).toEqual(Array(6).fill('form'))
    expect(frameOf('3:24')).toBe('frame')
    expect(parseTimecode('0:29', timebaseOf(29.97))).toBeTypeOf('number')
    expect(parseTimecode('0:30', timebaseOf(29.97))).toBe('frame')
  })

  it('leads to the frame that it was shown for', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rates), fc.nat(500_000), (rate, frame) => {
        const timebase = timebaseOf(rate)
        const shown = formatTimecode(middleOfFrame(frame, timebase), timebase)
        expect(frameAt(parseTimecode(shown, timebase) as number, timebase)).toBe(frame)
      })
    )
  })
})
