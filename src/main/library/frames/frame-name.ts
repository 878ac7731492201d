import { extname } from 'node:path'
import { formatTimecode, timebaseOf } from '@shared/media/timecode'
import { cutToBytes } from '../folder/file-name'

const ending = '.png'

/**
 * Returns the name of a frame: that of its clip and the timecode, `… 00-00-03-12.png`.
 *
 * @param attempt 1 for the first try; a later one is added as a number.
 * @param mostBytes What the disk takes, ending included.
 */
export function frameFileName(
  frame: { readonly clipName: string; readonly seconds: number; readonly framesPerSecond: number | null },
  attempt: number,
  mostBytes: number
): string {
  const { clipName, seconds, framesPerSecond } = frame
  const timecode = formatTimecode(seconds, timebaseOf(framesPerSecond)).replaceAll(/[:.]/g, '-')
  const end = `${timecode}${attempt === 1 ? '' : ` ${attempt}`}${ending}`
  const words = clipName.slice(0, clipName.length - extname(clipName).length)
  return `${cutToBytes(words, mostBytes - Buffer.byteLength(end) - 1).trimEnd()} ${end}`.trimStart()
}
