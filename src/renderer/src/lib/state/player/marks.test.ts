import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timebaseOf } from '@shared/media/timecode'
import { noMarks, rangeOf, withIn, withOut } from './marks'

const at24 = timebaseOf(24)

describe('marks', () => {
  it('keep the frames that they were set at', () => {
    const rates = fc.constantFrom(23.976, 24, 25, 29.97, 30, 59.94, 60, null)
    fc.assert(
      fc.property(rates, fc.nat(2000), fc.nat(200), (rate, first, length) => {
        const timebase = timebaseOf(rate)
        const last = first + length
        const marks = withOut(withIn(noMarks, first, timebase), last, timebase)
        expect(rangeOf(marks, 10_000, timebase)).toEqual({ first, last })
      })
    )
  })

  it('end where the clip does, where one is missing', () => {
    expect(rangeOf(noMarks, 48, at24)).toBeNull()
    expect(rangeOf(withIn(noMarks, 12, at24), 48, at24)).toEqual({ first: 12, last: 47 })
    expect(rangeOf(withOut(noMarks, 12, at24), 48, at24)).toEqual({ first: 0, last: 12 })
    expect(rangeOf({ inMs: 60_000, outMs: 90_000 }, 48, at24)).toEqual({ first: 47, last: 47 })
  })

  it('replace one that would be on the wrong side', () => {
    const marks = withOut(withIn(noMarks, 10, at24), 20, at24)
    expect(withIn(marks, 30, at24)).toEqual({ inMs: 1250, outMs: null })
    expect(withOut(marks, 5, at24)).toEqual({ inMs: null, outMs: 250 })
    expect(rangeOf(withOut(marks, 10, at24), 48, at24)).toEqual({ first: 10, last: 10 })
  })
})
