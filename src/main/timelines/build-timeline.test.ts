import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editorRates, framesPerSecondOf, msOfFrames } from '@shared/media/frame-rate'
import { buildTimeline } from './build-timeline'
import { clipSource, timingAt } from './testing/sample-timeline'

const rate = (numerator: number, denominator = 1): { numerator: number; denominator: number } => ({
  numerator,
  denominator
})
const source = (
  path: string,
  at: Parameters<typeof timingAt>[0],
  changes: Parameters<typeof clipSource>[1] = {}
): ReturnType<typeof clipSource> => clipSource(path, { timing: timingAt(at, 100), ...changes })

describe('a timeline', () => {
  it('has size and rate of most of its clips, and of the first where two are as many', () => {
    const mixed = [
      source('/a', rate(25), { width: 1920, height: 1080 }),
      source('/b', rate(24)),
      source('/c', rate(24))
    ]
    expect(buildTimeline('', mixed)).toMatchObject({ width: 1280, height: 720, rate: rate(24) })
    expect(buildTimeline('', mixed.slice(0, 2))).toMatchObject({ width: 1920, rate: rate(25) })
  })

  it('has a rate that editors have, a multiple of that of its clips if there is one', () => {
    const rateFor = (framesPerSecond: number): unknown =>
      buildTimeline('', [source('/a', rate(framesPerSecond))]).rate
    expect([8, 12, 15, 10, 20, 16, 48].map(rateFor)).toEqual(
      [24, 24, 30, 30, 60, 24, 24].map((whole) => rate(whole))
    )
  })

  it('never needs a frame that a file of another rate does not have', () => {
    const rates = fc.constantFrom(...editorRates, rate(16), rate(48))
    fc.assert(
      fc.property(rates, rates, fc.integer({ min: 1, max: 5000 }), (own, other, frames) => {
        const timeline = buildTimeline('', [
          source('/a', other),
          source('/b', other),
          clipSource('/c', { timing: timingAt(own, frames) })
        ])
        const clip = timeline.clips[2]
        if (!clip) throw new Error('It has three clips')
        const lengthMs = (frames * 1000) / framesPerSecondOf(own)
        expect(clip.frames).toBeGreaterThanOrEqual(1)
        const overMs = msOfFrames(clip.frames, timeline.rate) - lengthMs
        if (clip.frames > 1) expect(overMs).toBeLessThan(0.01)
        expect(overMs).toBeGreaterThan(-msOfFrames(1, timeline.rate) - 0.01)
      })
    )
  })

  it('cuts at the marks, frame by frame', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...editorRates),
        fc.nat(98),
        fc.integer({ min: 1, max: 100 }),
        (at, from, length) => {
          const to = Math.min(from + length, 100)
          const marks = { inMs: Math.round(msOfFrames(from, at)), outMs: Math.round(msOfFrames(to, at)) }
          const [clip] = buildTimeline('', [source('/a', at, { marks })]).clips
          expect(clip).toMatchObject({ from, frames: to - from, fileFrames: 100 })
        }
      )
    )
  })

  it('keeps marks within the file, and at least a frame', () => {
    const cut = (inMs: number | null, outMs: number | null): readonly (number | undefined)[] => {
      const [clip] = buildTimeline('', [source('/a', rate(25), { marks: { inMs, outMs } })]).clips
      return [clip?.from, clip?.frames]
    }
    expect(cut(null, null)).toEqual([0, 100])
    expect(cut(1000, null)).toEqual([25, 75])
    expect(cut(null, 1000)).toEqual([0, 25])
    expect(cut(1000, 90_000)).toEqual([25, 75])
    expect(cut(90_000, null)).toEqual([99, 1])
    expect(cut(2000, 2000)).toEqual([50, 1])
  })

  it('counts a variable file at the rate of the others [B04]', () => {
    const variable = timingAt(rate(30), 90, { isVariable: true, framesPerSecond: 29.4, seconds: 3.02 })
    const [, clip] = buildTimeline('', [source('/a', rate(24)), clipSource('/b', { timing: variable })]).clips
    expect(clip).toMatchObject({ frames: 72, media: { rate: null, frames: 72 } })
  })

  it('places its clips one after another', () => {
    const timeline = buildTimeline('', [
      source('/a', rate(25)),
      source('/b', rate(25)),
      source('/c', rate(25))
    ])
    expect(timeline.clips.map(({ at }) => at)).toEqual([0, 100, 200])
  })
})
