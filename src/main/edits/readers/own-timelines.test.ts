import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { editorRates, formatRate } from '@shared/media/frame-rate'
import { writeTimeline } from '../../timelines/formats/formats'
import { sampleTimeline } from '../../timelines/testing/sample-timeline'
import { namesOf } from '../matching/path-forms'
import { readEdit } from './read-edit'

const formats = ['mlt', 'kdenlive', 'otio', 'fcpxml', 'xmeml', 'edl'] as const

describe.each(formats)('a timeline that Dailies saved as %s', (format) => {
  it.each(editorRates.map((rate) => [formatRate(rate), rate] as const))(
    'has each clip once, for as long as it is shown, at %s',
    async (_name, rate) => {
      const timeline = sampleTimeline(rate)
      const bytes = Buffer.from(writeTimeline(timeline, { format, fcpxmlVersion: '1.10' }))
      const { media } = await readEdit([bytes], bytes.subarray(0, 512), `.${format}`)
      const framesAt = (ms: number): number => (ms * rate.numerator) / rate.denominator / 1000
      for (const { media: file, frames } of timeline.clips) {
        const found = media.find(({ paths }) =>
          paths.some((path) => namesOf(path).includes(basename(file.path)))
        )
        expect([found?.onTimeline, file.path]).toEqual([1, file.path])
        // An EDL does not say its rate.
        if (format === 'edl') continue
        expect(Math.round(framesAt(found?.ms ?? 0))).toBe(frames)
        expect(found?.paths[0]).toBe(file.path)
      }
    }
  )
})
