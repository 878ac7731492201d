import { formatRate, isSameRate } from '@shared/media/frame-rate'
import { timelineTargets, type TimelineOptions } from '@shared/timelines/targets'
import { mostEdlEvents } from './formats/edl'
import type { Timeline } from './timeline'
import type { TimelineRow } from './timeline-rows'

interface Planned {
  readonly options: TimelineOptions
  readonly sequence: Pick<Timeline, 'width' | 'height' | 'rate'>
  readonly leftOut: number
  readonly system: string
}

/** Returns what the user should know before a timeline is saved, the most important first. */
export function timelineWarnings(rows: readonly TimelineRow[], planned: Planned): readonly string[] {
  return [...aboutFiles(rows, planned), ...aboutPictures(rows, planned), ...aboutTarget(rows, planned)]
}

function aboutFiles(rows: readonly TimelineRow[], { leftOut }: Planned): readonly string[] {
  const signed = rows.filter(({ isSigned }) => isSigned).length
  return [
    ...(leftOut > 0
      ? [`${clips(leftOut, 'has', 'have')} no file here and ${leftOut === 1 ? 'is' : 'are'} left out.`]
      : []),
    ...(signed > 0
      ? [`${clips(signed, 'is', 'are')} signed (Content Credentials). Editors drop the signature on export.`]
      : [])
  ]
}

function aboutPictures(rows: readonly TimelineRow[], { sequence, options }: Planned): readonly string[] {
  if (options.target === 'csv') return []
  const { width, height, rate } = sequence
  const variable = rows.filter(({ isVariable, copyPath }) => isVariable && copyPath === null).length
  const otherSize = rows.filter(({ facts }) => facts.width !== width || facts.height !== height).length
  const otherRate = rows.filter((row) => row.rate !== null && !isSameRate(row.rate, rate)).length
  const unknown = rows.filter((row) => row.rate === null && !row.isVariable).length
  const speed = `${formatRate(rate)} fps`
  return [
    ...(otherSize > 0
      ? [`${clips(otherSize, 'has', 'have')} another size. The timeline is ${width} × ${height}.`]
      : []),
    ...(otherRate > 0
      ? [`${clips(otherRate, 'has', 'have')} another frame rate. The timeline runs at ${speed}.`]
      : []),
    ...(variable > 0
      ? [`${clips(variable, 'has', 'have')} a variable frame rate. Cuts there may be a frame off.`]
      : []),
    ...(unknown > 0
      ? [`${clips(unknown, 'has', 'have')} an odd frame rate. Cuts there may be a frame off.`]
      : [])
  ]
}

function aboutTarget(
  rows: readonly TimelineRow[],
  { options, sequence, system }: Planned
): readonly string[] {
  const { target, media, fcpxmlVersion } = options
  const { format } = timelineTargets[target]
  return [
    ...(format === 'edl'
      ? [`An edit list has no frame rate. Choose ${formatRate(sequence.rate)} fps on import.`]
      : []),
    ...(format === 'edl' && media !== 'in_place'
      ? ['An edit list has no paths. Point your editor at the folder.']
      : []),
    ...(format === 'edl' && rows.length > mostEdlEvents
      ? [`Some editors read only the first ${mostEdlEvents} cuts of an edit list.`]
      : []),
    ...(format === 'xmeml' && media === 'relative'
      ? ['Premiere finds clips only beside the file. Save it in their folder.']
      : []),
    ...(target === 'resolve' && !['1.9', '1.10'].includes(fcpxmlVersion)
      ? [`Resolve 18 can’t open FCPXML ${fcpxmlVersion}. Version 1.10 opens everywhere.`]
      : []),
    ...(target === 'resolve' && system === 'linux' && rows.some(needsOtherCodec)
      ? ['Resolve on Linux can’t play AAC sound, and H.264 only in Studio. Make copies for it first.']
      : [])
  ]
}

const needsOtherCodec = ({ copyPath, facts: { videoCodec, audioCodec } }: TimelineRow): boolean =>
  copyPath === null && (audioCodec === 'aac' || videoCodec === 'avc' || videoCodec === 'hevc')

const clips = (count: number, one: string, many: string): string =>
  count === 1 ? `1 clip ${one}` : `${count} clips ${many}`
