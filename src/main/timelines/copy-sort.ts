import type { CopySort } from '@shared/media/editor-copies'
import type { TimelineTarget } from '@shared/timelines/targets'
import type { TimelineRow } from './timeline-rows'

/** Returns which copy of a clip a program takes better than the clip; null where it takes the clip as well. */
export function copySortFor(
  { isVariable }: Pick<TimelineRow, 'isVariable'>,
  target: TimelineTarget,
  system: string
): CopySort | null {
  // A table is about the clip itself.
  if (target === 'csv') return null
  if (target === 'resolve' && system === 'linux') return 'dnxhr'
  return isVariable ? 'constant_rate' : null
}
