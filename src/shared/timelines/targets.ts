import * as z from 'zod'

/** Most clips of a timeline: more is an archive, not a film, and no editor opens it in reasonable time. */
export const mostTimelineClips = 2000

/** File formats of timelines. */
export const TimelineFormat = z.enum(['mlt', 'kdenlive', 'otio', 'otioz', 'fcpxml', 'xmeml', 'edl', 'csv'])
export type TimelineFormat = z.infer<typeof TimelineFormat>

/** Versions of FCPXML that are written. Resolve 18 reads none above 1.10. */
export const FcpxmlVersion = z.enum(['1.9', '1.10', '1.11', '1.12', '1.13'])
export type FcpxmlVersion = z.infer<typeof FcpxmlVersion>

/** Programs that a timeline is made for. */
export const TimelineTarget = z.enum([
  'resolve',
  'premiere',
  'final_cut',
  'kdenlive',
  'shotcut',
  'otio',
  'otioz',
  'edl',
  'csv'
])
export type TimelineTarget = z.infer<typeof TimelineTarget>

interface TargetInfo {
  readonly name: string
  /** What is written for it, and how it is opened there. */
  readonly note: string
  readonly format: TimelineFormat
  /** Of its files, without a dot. */
  readonly ending: string
}

/** Each target in the order of the dialog. */
export const timelineTargets: Readonly<Record<TimelineTarget, TargetInfo>> = {
  resolve: {
    name: 'DaVinci Resolve',
    note: 'FCPXML. Open it with File › Import › Timeline.',
    format: 'fcpxml',
    ending: 'fcpxml'
  },
  premiere: {
    name: 'Premiere Pro',
    note: 'Final Cut 7 XML. Open it with File › Import.',
    format: 'xmeml',
    ending: 'xml'
  },
  final_cut: {
    name: 'Final Cut Pro',
    note: 'FCPXML. Open it with File › Import › XML.',
    format: 'fcpxml',
    ending: 'fcpxml'
  },
  kdenlive: {
    name: 'Kdenlive',
    note: 'A project. Open it with a double click.',
    format: 'kdenlive',
    ending: 'kdenlive'
  },
  shotcut: {
    name: 'Shotcut',
    note: 'An MLT project. Open it with a double click.',
    format: 'mlt',
    ending: 'mlt'
  },
  otio: {
    name: 'OpenTimelineIO',
    note: 'For pipelines and for Kdenlive 25.04 or later.',
    format: 'otio',
    ending: 'otio'
  },
  otioz: {
    name: 'OTIO with clips',
    note: 'One file that holds the clips, too.',
    format: 'otioz',
    ending: 'otioz'
  },
  edl: {
    name: 'Edit list (EDL)',
    note: 'CMX 3600, for Avid and most others. Cuts only.',
    format: 'edl',
    ending: 'edl'
  },
  csv: {
    name: 'Table (CSV)',
    note: 'Everything about each clip, for a spreadsheet.',
    format: 'csv',
    ending: 'csv'
  }
}

/**
 * Where a timeline finds its clips. `in_place`: by their whole paths. `relative`: from the folder of the timeline, so
 * that both can be moved together. `collected`: a folder with the timeline and the clips beside it.
 */
export const TimelineMediaPlace = z.enum(['in_place', 'relative', 'collected'])
export type TimelineMediaPlace = z.infer<typeof TimelineMediaPlace>

/** How a timeline is made. */
export const TimelineOptions = z.strictObject({
  target: TimelineTarget,
  /** What is between the marks of each clip, not the whole clip. */
  usesMarks: z.boolean(),
  media: TimelineMediaPlace,
  fcpxmlVersion: FcpxmlVersion
})
export type TimelineOptions = Readonly<z.infer<typeof TimelineOptions>>

export const defaultTimelineOptions: TimelineOptions = {
  target: 'resolve',
  usesMarks: true,
  media: 'in_place',
  fcpxmlVersion: '1.10'
}

/** Returns whether a place of the clips can be chosen: not where they are in the file, or are only listed. */
export const hasMediaPlace = (target: TimelineTarget): boolean =>
  !['otioz', 'csv'].includes(timelineTargets[target].format)
