import { extname } from 'node:path'
import { cutToBytes, isPlainName } from './file-name'
import { forbidden } from './name-fields'

/**
 * Returns the name in the library folder for a file from elsewhere: its own, as far as every system takes it.
 *
 * @param ending What its bytes call for, with a dot.
 * @param attempt 0 for the first try; each further one has a number, until the name is free.
 */
export function importedFileName(name: string, ending: string, attempt: number, mostBytes: number): string {
  const number = attempt === 0 ? '' : ` ${attempt + 1}`
  const stem = name
    .slice(0, name.length - extname(name).length)
    .normalize('NFC')
    .replace(forbidden, '-')
    .replace(/^[.\-\s]+|[.\s]+$/g, '')
  const room = mostBytes - Buffer.byteLength(ending) - Buffer.byteLength(number)
  const short = cutToBytes(stem, room).trimEnd() || 'video'
  const whole = `${short}${number}${ending}`
  return isPlainName(whole) ? whole : `video ${whole}`
}
