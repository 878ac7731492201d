import { editorRates, framesPerSecondOf, isEditorRate, type FrameRate } from '@shared/media/frame-rate'
import type { Timeline, TimelineMedia } from './timeline'

type Picture = Pick<TimelineMedia, 'width' | 'height' | 'rate'>

/** Rate where no file says one. */
const usualRate: FrameRate = { numerator: 24, denominator: 1 }
/** Rates for files that no editor has the rate of: a multiple of theirs if there is one. */
const candidates = [usualRate, ...editorRates.filter(({ denominator }) => denominator === 1)]

/** Returns size and rate of a timeline: those of most of its clips, and of the first of them where two are as many. */
export function sequenceOf(pictures: readonly Picture[]): Pick<Timeline, 'width' | 'height' | 'rate'> {
  const { width, height } = mostFrequent(pictures, ({ width, height }) => `${width}×${height}`) ?? {
    width: 1920,
    height: 1080
  }
  const rates = pictures.flatMap(({ rate }) => rate ?? [])
  const ofEditors = rates.filter(isEditorRate)
  const rate = mostFrequent(ofEditors.length > 0 ? ofEditors : rates.map(editorRateFor), framesPerSecondOf)
  return { width, height, rate: rate ?? usualRate }
}

/** Returns the slowest rate of editors that is a multiple of another, so that each frame is shown as often. */
const editorRateFor = (rate: FrameRate): FrameRate =>
  candidates.find((one) => Number.isInteger(framesPerSecondOf(one) / framesPerSecondOf(rate))) ?? usualRate

function mostFrequent<T>(all: readonly T[], keyOf: (one: T) => unknown): T | undefined {
  const counts = new Map<unknown, number>()
  for (const one of all) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  const most = Math.max(...counts.values())
  return all.find((one) => counts.get(keyOf(one)) === most)
}
