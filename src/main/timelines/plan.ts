import type { TimelinePlan } from '@shared/contract/timeline-calls'
import { formatRate } from '@shared/media/frame-rate'
import type { TimelineOptions } from '@shared/timelines/targets'
import { sequenceOf } from './sequence'
import type { TimelineRow } from './timeline-rows'
import { timelineWarnings } from './warnings'

/** Returns what would be saved, from what the database knows of the clips. */
export function planTimeline(
  rows: readonly TimelineRow[],
  options: TimelineOptions,
  { leftOut, system }: { readonly leftOut: number; readonly system: string }
): TimelinePlan {
  const sequence = sequenceOf(rows.map(({ facts: { width, height }, rate }) => ({ width, height, rate })))
  return {
    clips: rows.length,
    lengthMs: rows.reduce((sum, row) => sum + shownMs(row, options.usesMarks), 0),
    width: sequence.width,
    height: sequence.height,
    rate: formatRate(sequence.rate),
    bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
    marked: rows.filter(
      ({ generation: { annotations } }) => annotations.inMs !== null || annotations.outMs !== null
    ).length,
    warnings: [...timelineWarnings(rows, { options, sequence, leftOut, system })]
  }
}

function shownMs({ facts: { durationMs }, generation }: TimelineRow, usesMarks: boolean): number {
  if (!usesMarks) return durationMs
  const { inMs, outMs } = generation.annotations
  return Math.max(0, Math.min(outMs ?? durationMs, durationMs) - (inMs ?? 0))
}
