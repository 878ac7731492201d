import type { FcpxmlVersion, TimelineFormat } from '@shared/timelines/targets'
import type { Timeline } from '../timeline'
import { writeCsv } from './csv'
import { writeEdl } from './edl'
import { writeFcpxml } from './fcpxml'
import { writeKdenlive } from './kdenlive'
import { writeMlt } from './mlt'
import { writeOtio } from './otio'
import { writeXmeml } from './xmeml'

/** Writes a timeline as text. An OTIOZ file holds this text beside the clips. */
export function writeTimeline(
  timeline: Timeline,
  { format, fcpxmlVersion }: { readonly format: TimelineFormat; readonly fcpxmlVersion: FcpxmlVersion }
): string {
  switch (format) {
    case 'mlt':
      return writeMlt(timeline)
    case 'kdenlive':
      return writeKdenlive(timeline)
    case 'otio':
    case 'otioz':
      return writeOtio(timeline)
    case 'fcpxml':
      return writeFcpxml(timeline, fcpxmlVersion)
    case 'xmeml':
      return writeXmeml(timeline)
    case 'edl':
      return writeEdl(timeline)
    case 'csv':
      return writeCsv(timeline)
  }
}
