import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editorRates, formatRate, msOfFrames, type FrameRate } from '@shared/media/frame-rate'
import { readTiming } from '../media/timing/read-timing'
import { buildTimeline, type ClipSource } from './build-timeline'
import { writeTimeline } from './formats/formats'
import {
  hasProgram,
  makeNumberedClip,
  pictureSize,
  renderWithMelt,
  type NumberedFrame
} from './testing/numbered-clips'
import { clipSource, oddNames } from './testing/sample-timeline'
import { lengthOf, type Timeline } from './timeline'

const formats = ['mlt', 'kdenlive'] as const
const framesOfClips = [40, 60, 30] as const
/** What is marked in the second clip: from this frame up to this one. */
const marked = { from: 17, to: 43 } as const

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies timeline & 夜 '))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Makes a clip in a folder of the rate, and returns it as the app puts it on a timeline. */
async function source(
  number: number,
  rate: FrameRate,
  clip: Partial<Parameters<typeof makeNumberedClip>[1]> = {}
): Promise<ClipSource> {
  const path = join(folder, formatRate(rate), oddNames[number] ?? `${number}.mp4`)
  mkdirSync(dirname(path), { recursive: true })
  makeNumberedClip(path, { number, rate, frames: framesOfClips[number] ?? 30, channels: 2, ...clip })
  const timing = await readTiming(path)
  if (!timing) throw new Error('ffmpeg made no video')
  return clipSource(path, { ...pictureSize, timing })
}

function rendered(timeline: Timeline, format: (typeof formats)[number]): readonly NumberedFrame[] {
  const path = join(folder, `project.${format}`)
  writeFileSync(path, writeTimeline(timeline, { format, fcpxmlVersion: '1.10' }))
  return renderWithMelt(path, lengthOf(timeline))
}

const frames = (clip: number, from: number, to: number): readonly NumberedFrame[] =>
  Array.from({ length: to - from }, (_none, index) => [clip, from + index])

describe.skipIf(!hasProgram('melt'))('a project rendered by melt', () => {
  describe.each(editorRates.map((rate) => [formatRate(rate), rate] as const))('at %s', (_name, rate) => {
    it.each(formats)('shows exactly the frames of its clips (%s)', async (format) => {
      const [inMs, outMs] = [msOfFrames(marked.from, rate), msOfFrames(marked.to, rate)].map(Math.round)
      const timeline = buildTimeline('Rendered', [
        await source(0, rate),
        { ...(await source(1, rate)), marks: { inMs: inMs ?? null, outMs: outMs ?? null } },
        await source(2, rate, { channels: 0 })
      ])
      expect(rendered(timeline, format)).toEqual([
        ...frames(0, 0, framesOfClips[0]),
        ...frames(1, marked.from, marked.to),
        ...frames(2, 0, framesOfClips[2])
      ])
    })
  })

  it.each(formats)('shows each moment of clips of other rates, within a frame (%s)', async (format) => {
    const rate = { numerator: 24, denominator: 1 }
    const other = { numerator: 30, denominator: 1 }
    const timeline = buildTimeline('Mixed', [
      await source(0, rate),
      { ...(await source(1, other)), marks: { inMs: 500, outMs: 1500 } },
      await source(2, rate)
    ])
    const found = rendered(timeline, format).slice(framesOfClips[0], -framesOfClips[2])
    expect(found).toHaveLength(24)
    for (const [index, [clip, frame]] of found.entries()) {
      expect(clip).toBe(1)
      expect(Math.abs(frame - (15 + index * 1.25))).toBeLessThanOrEqual(1)
    }
  })

  it.each(formats)('shows a variable clip at its own pace, within a frame (%s)', async (format) => {
    const rate = { numerator: 24, denominator: 1 }
    const variable = await source(1, rate, { isVariable: true, channels: 0 })
    const timeline = buildTimeline('Variable', [await source(0, rate), variable, await source(2, rate)])
    expect(timeline.clips[1]?.media.rate).toBeNull()
    const found = rendered(timeline, format).slice(framesOfClips[0], -framesOfClips[2])
    expect(Math.abs(found.length - framesOfClips[1] * 2)).toBeLessThanOrEqual(2)
    // Pairs of a picture of one frame's length and one of three.
    for (const [index, [clip, frame]] of found.entries()) {
      expect(clip).toBe(1)
      expect(Math.abs(frame - (Math.floor(index / 4) * 2 + Math.min(index % 4, 1)))).toBeLessThanOrEqual(1)
    }
  })

  it.each(formats)('finds clips beside it, wherever both are moved (%s)', async (format) => {
    const rate = { numerator: 25, denominator: 1 }
    const { path, ...clip } = await source(1, rate)
    const moved = { ...clip, path: '/nowhere', relativePath: relative(folder, path) }
    expect(rendered(buildTimeline('Moved', [moved]), format)).toEqual(frames(1, 0, framesOfClips[1]))
  })
})
