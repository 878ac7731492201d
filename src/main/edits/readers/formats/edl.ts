import { withUses, type Placed } from '../timeline-uses'
import { addPaths, type EditContents } from '../used-media'

/** `001  AX  V  C  00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00` */
const eventLine =
  /^\d+\s+(\S.*?)\s+(\S+)\s+(C|D|W\d*|K\S*)\s+(?:\d+\s+)?(\S+[:;]\S+)\s+(\S+[:;]\S+)\s+(\S+[:;]\S+)\s+(\S+[:;]\S+)$/
/** Names of clips, as Premiere, Resolve and Avid write them into comments. */
const nameLine =
  /^\*\s*(FROM CLIP NAME|TO CLIP NAME|SOURCE FILE(?: NAME)?|FROM FILE|CLIP NAME|LOC FILE):\s*(.+)$/i
/** Longest line of times, and of a name. Longer ones only take time. */
const longest = { times: 500, name: 5000 }

interface EdlEvent {
  readonly reel: string
  readonly isAudio: boolean
  readonly isTransition: boolean
  readonly times: readonly string[]
  readonly names: string[]
  /** Name of what a transition leads to. */
  readonly next: string[]
}

/** Returns whether a text is an edit decision list of CMX 3600. */
export const isEdl = (text: string): boolean => linesOf(text).some((line) => fieldsOf(line) !== null)

const linesOf = (text: string): readonly string[] => text.split(/\r\n?|\n/).map((line) => line.trim())

const fieldsOf = (line: string): readonly string[] | null =>
  line.length <= longest.times ? eventLine.exec(line) : null

/** Reads an edit decision list. */
export function readEdl(text: string): EditContents {
  const events = eventsOf(text)
  const fps = frameRateOf(events)
  const media = new Map<string, readonly string[]>()
  const placed: Placed[] = []
  for (const { reel, names, next, isAudio, isTransition, times } of events) {
    const from = names.length > 0 ? names : reel === 'BL' ? [] : [reel]
    const paths = isTransition && next.length > 0 ? next : from
    const [key] = paths
    if (key === undefined) continue
    addPaths(media, key, [...paths, reel])
    const [, , start = '', end = ''] = times
    placed.push({ target: key, ms: millisecondsOf(end, fps) - millisecondsOf(start, fps), isAudio })
  }
  return { editor: 'edl', media: withUses(media, new Map([['timeline', placed]])) }
}

function eventsOf(text: string): readonly EdlEvent[] {
  const events: EdlEvent[] = []
  for (const line of linesOf(text)) {
    const [, reel, channels, kind, ...times] = fieldsOf(line) ?? []
    if (reel !== undefined && channels !== undefined) {
      const isAudio = !/[VB]/i.test(channels)
      events.push({ reel, isAudio, isTransition: kind !== 'C', times, names: [], next: [] })
      continue
    }
    const [, field = '', name] = (line.length <= longest.name && nameLine.exec(line)) || []
    const event = events.at(-1)
    if (name === undefined || !event) continue
    if (/^to /i.test(field)) event.next.push(name)
    // A path says more than a name.
    else if (/file/i.test(field)) event.names.unshift(name)
    else event.names.push(name)
  }
  return events
}

/** The format does not say its rate: the smallest common one above every frame number. */
function frameRateOf(events: readonly EdlEvent[]): number {
  const frames = events.flatMap(({ times }) => times.map((time) => Number(/(\d+)$/.exec(time)?.[1] ?? 0)))
  const highest = frames.reduce((most, frame) => Math.max(most, frame), 0)
  return [24, 25, 30, 50, 60].find((fps) => fps > highest) ?? 120
}

function millisecondsOf(timecode: string, fps: number): number {
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = timecode.split(/[:;.]/).map(Number)
  return (hours * 3600 + minutes * 60 + seconds + frames / fps) * 1000
}
