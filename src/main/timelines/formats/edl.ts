import { startAt, keywordsOf, type Timeline, type TimelineClip } from '../timeline'
import { timecodeText } from '../timecode-text'

/** Most events that the format has numbers for. */
export const mostEdlEvents = 999

/**
 * Writes a CMX 3600 list of cuts. It has no rate, no sizes and no paths: editors find clips by the name in
 * `FROM CLIP NAME`. Timecode counts without drop frames.
 */
export function writeEdl(timeline: Timeline): string {
  const { name, clips, rate } = timeline
  const events = clips.flatMap((clip, index) => event(clip, index + 1, rate))
  return [`TITLE: ${oneLine(name)}`, 'FCM: NON-DROP FRAME', '', ...events, ''].join('\r\n')
}

function event(clip: TimelineClip, number: number, rate: Timeline['rate']): readonly string[] {
  const { media, notes, at, from, frames } = clip
  const source = startAt(media, rate) + from
  const times = [source, source + frames, at, at + frames].map((frame) => timecodeText(frame, rate))
  const channels = (media.audio ? 'AA/V' : 'V').padEnd(5)
  const keywords = keywordsOf(notes)
  return [
    `${String(number).padStart(3, '0')}  AX       ${channels} C        ${times.join(' ')}`,
    `* FROM CLIP NAME: ${withoutBreaks(media.fileName)}`,
    `* SOURCE FILE: ${withoutBreaks(media.relativePath ?? media.path)}`,
    ...(notes.prompt === '' ? [] : [`* COMMENT: ${oneLine(notes.prompt)}`]),
    ...(keywords.length === 0 ? [] : [`* COMMENT: ${oneLine(keywords.join(', '))}`]),
    `* LOC: ${timecodeText(at, rate)} GREEN   ${oneLine(notes.prompt)}`,
    ''
  ]
}

/** A name is compared as it is, spaces included; but a line break in it would begin an event. */
const withoutBreaks = (name: string): string => name.replaceAll(/[\r\n]/g, ' ')

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
