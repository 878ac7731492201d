import { describe, expect, it } from 'vitest'
import { defaultTimelineOptions, type TimelineOptions } from '@shared/timelines/targets'
import type { TimelineRow } from './timeline-rows'
import { timelineWarnings } from './warnings'

const sequence = { width: 1280, height: 720, rate: { numerator: 24, denominator: 1 } } as const

interface Row {
  readonly width?: number
  readonly rate?: TimelineRow['rate']
  readonly isVariable?: boolean
  readonly isSigned?: boolean
  readonly copyPath?: string
  readonly audioCodec?: string
}

/** What a warning reads of a row. */
const row = ({ width = 1280, audioCodec = 'aac', ...facts }: Row = {}): TimelineRow =>
  ({
    rate: sequence.rate,
    isVariable: false,
    isSigned: false,
    copyPath: null,
    ...facts,
    facts: { width, height: 720, videoCodec: 'vp9', audioCodec }
  }) as unknown as TimelineRow

const warnings = (
  rows: readonly TimelineRow[],
  options: Partial<TimelineOptions> = {},
  { leftOut = 0, system = 'darwin' } = {}
): readonly string[] =>
  timelineWarnings(rows, { options: { ...defaultTimelineOptions, ...options }, sequence, leftOut, system })

it('says nothing of clips that fit', () => {
  expect(warnings([row(), row()], { target: 'final_cut' })).toEqual([])
})

describe('of the clips', () => {
  const target = { target: 'final_cut' } as const
  it.each([
    ['another size', [row(), row({ width: 720 })], '1 clip has another size. The timeline is 1280 × 720.'],
    [
      'another rate',
      [
        row({ rate: { numerator: 30_000, denominator: 1001 } }),
        row({ rate: { numerator: 25, denominator: 1 } })
      ],
      '2 clips have another frame rate. The timeline runs at 24 fps.'
    ],
    [
      'a variable rate',
      [row({ rate: null, isVariable: true })],
      '1 clip has a variable frame rate. Cuts there may be a frame off.'
    ],
    ['an odd rate', [row({ rate: null })], '1 clip has an odd frame rate. Cuts there may be a frame off.'],
    [
      'a signature',
      [row({ isSigned: true }), row()],
      '1 clip is signed (Content Credentials). Editors drop the signature on export.'
    ]
  ])('names %s', (_what, rows, sentence) => {
    expect(warnings(rows, target)).toEqual([sentence])
  })

  it('names those without a file first', () => {
    expect(warnings([row({ width: 720 })], target, { leftOut: 2 })[0]).toBe(
      '2 clips have no file here and are left out.'
    )
    expect(warnings([row()], target, { leftOut: 1 })).toEqual(['1 clip has no file here and is left out.'])
  })

  it('is silent about a variable rate where a copy has a constant one', () => {
    expect(warnings([row({ rate: null, isVariable: true, copyPath: '/copy.mov' })], target)).toEqual([])
  })

  it('says nothing of pictures for a table', () => {
    expect(warnings([row({ width: 720 })], { target: 'csv' })).toEqual([])
  })
})

describe('of the target', () => {
  it('says what an edit list lacks', () => {
    expect(warnings([row()], { target: 'edl', media: 'relative' })).toEqual([
      'An edit list has no frame rate. Choose 24 fps on import.',
      'An edit list has no paths. Point your editor at the folder.'
    ])
    const many = Array.from({ length: 1000 }, () => row())
    expect(warnings(many, { target: 'edl' }).at(-1)).toBe(
      'Some editors read only the first 999 cuts of an edit list.'
    )
  })

  it('says what Premiere and Resolve need', () => {
    expect(warnings([row()], { target: 'premiere', media: 'relative' })).toEqual([
      'Premiere finds clips only beside the file. Save it in their folder.'
    ])
    expect(warnings([row()], { target: 'resolve', fcpxmlVersion: '1.13' })).toEqual([
      'Resolve 18 can’t open FCPXML 1.13. Version 1.10 opens everywhere.'
    ])
  })

  it('says that Resolve on Linux plays no AAC, unless copies stand for the clips', () => {
    const linux = { system: 'linux' }
    expect(warnings([row()], { target: 'resolve' }, linux)).toEqual([
      'Resolve on Linux can’t play AAC sound, and H.264 only in Studio. Make copies for it first.'
    ])
    expect(warnings([row({ copyPath: '/copy.mov' })], { target: 'resolve' }, linux)).toEqual([])
    expect(warnings([row({ audioCodec: 'pcm' })], { target: 'resolve' }, linux)).toEqual([])
  })
})
