import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countedFrames,
  editorRates,
  exactRate,
  formatRate,
  framesAtRate,
  framesOfMs,
  framesPerSecondOf,
  isBroadcastRate,
  isEditorRate,
  msOfFrames
} from './frame-rate'

const rate = (numerator: number, denominator = 1): { numerator: number; denominator: number } => ({
  numerator,
  denominator
})

describe('a frame rate', () => {
  it('is the standard one within 0.02 % of what was measured [B04]', () => {
    expect(exactRate(23.976)).toEqual(rate(24_000, 1001))
    expect(exactRate(23.98)).toEqual(rate(24_000, 1001))
    expect(exactRate(29.97)).toEqual(rate(30_000, 1001))
    expect(exactRate(2999 / 100)).toBeNull()
    expect(exactRate(87_169_000 / 2_905_633)).toEqual(rate(30))
    expect(exactRate(59.94)).toEqual(rate(60_000, 1001))
    expect(exactRate(24.004)).toEqual(rate(24))
    expect(exactRate(24.006)).toBeNull()
    for (const known of editorRates) expect(exactRate(framesPerSecondOf(known))).toEqual(known)
  })

  it('is a whole number where models make 8, 12 or 16 frames a second', () => {
    expect([8, 12, 15, 16, 20].map((measured) => exactRate(measured))).toEqual(
      [8, 12, 15, 16, 20].map((counted) => rate(counted))
    )
    expect(isEditorRate(rate(16))).toBe(false)
    expect(isEditorRate(rate(48, 2))).toBe(true)
  })

  it('is unknown for averages and for nonsense', () => {
    for (const measured of [null, 0, -24, 0.3, 17.43, Number.NaN, Infinity, 90_000])
      expect(exactRate(measured)).toBeNull()
  })

  it('is counted and written as people do', () => {
    expect(editorRates.map((one) => countedFrames(one))).toEqual([24, 24, 25, 30, 30, 50, 60, 60])
    expect(editorRates.map((one) => formatRate(one))).toEqual([
      '23.976',
      '24',
      '25',
      '29.97',
      '30',
      '50',
      '59.94',
      '60'
    ])
    expect(editorRates.filter((one) => isBroadcastRate(one))).toHaveLength(3)
  })

  it('finds the frame of a mark that was kept in milliseconds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...editorRates), fc.nat(1_000_000), (one, frame) => {
        expect(framesOfMs(Math.round(msOfFrames(frame, one)), one)).toBe(frame)
      })
    )
  })

  it('finds the nearest frame of another rate', () => {
    expect(framesAtRate(50, rate(25), rate(30))).toBe(60)
    expect(framesAtRate(24, rate(24_000, 1001), rate(24))).toBe(24)
    expect(framesAtRate(24_000, rate(24_000, 1001), rate(24))).toBe(24_024)
    fc.assert(
      fc.property(fc.constantFrom(...editorRates), fc.nat(1_000_000), (one, frame) => {
        expect(framesAtRate(frame, one, one)).toBe(frame)
      })
    )
  })
})
