import { closeSync, openSync, readSync } from 'node:fs'
import { lookBytes, typeBoxBehind } from './surrounded-view'

/** Number of bytes that determine the kind of a file. */
export const kindBytes = 64
/** Number of bytes that tell text from other bytes. */
const textBytes = 16

/** Kind of a file by its first bytes, whatever the server says. */
export interface FileKind {
  /** `iso`: MP4, QuickTime and their relatives, told apart by their boxes. `text`: an error page or message. */
  readonly family: 'iso' | 'ebml' | 'ts' | 'text' | 'other'
  /** With its dot; the real format of a file that is kept although it is not a video. */
  readonly ending: string
}

/** Types of top-level boxes in MP4 and QuickTime files. */
const boxTypes = new Set(
  'ftyp styp free skip wide pnot uuid mdat moov moof mfra sidx emsg prft jumb junk pict meta'.split(' ')
)
export const isBoxType = (type: string): boolean => boxTypes.has(type)

const signatures: readonly (readonly [start: string | RegExp, ending: string])[] = [
  ['GIF8', '.gif'],
  ['\x89PNG', '.png'],
  ['\xff\xd8\xff', '.jpg'],
  [/^RIFF[^]{4}WEBP/, '.webp'],
  [/^RIFF[^]{4}AVI /, '.avi'],
  [/^RIFF[^]{4}WAVE/, '.wav'],
  ['OggS', '.ogg'],
  ['ID3', '.mp3'],
  ['fLaC', '.flac'],
  ['FLV\x01', '.flv'],
  ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', '.wmv'],
  ['\x00\x00\x01\xba', '.mpg'],
  ['PK', '.zip'],
  ['\x1f\x8b', '.gz']
]

/**
 * Returns the kind of a file.
 *
 * @param head The first `kindBytes`, or all there are.
 */
export function fileKind(head: Uint8Array): FileKind {
  const text = Buffer.from(head).toString('latin1')
  if (/^ftyp(hei|mif|avi)/.test(text.slice(4)))
    return { family: 'other', ending: text[8] === 'a' ? '.avif' : '.heic' }
  if (isBoxType(text.slice(4, 8))) return { family: 'iso', ending: '.mp4' }
  if (text.startsWith('\x1a\x45\xdf\xa3'))
    return { family: 'ebml', ending: text.includes('webm') ? '.webm' : '.mkv' }
  const found = signatures.find(([start]) =>
    typeof start === 'string' ? text.startsWith(start) : start.test(text)
  )
  if (found) return { family: 'other', ending: found[1] }
  if (!head.some(isControl)) return { family: 'text', ending: '.txt' }
  return isTransportStream(head) ? { family: 'ts', ending: '.ts' } : { family: 'other', ending: '.bin' }
}

/** Returns where a video starts behind bytes that are of no known kind; null where none does. */
export function lateStart(head: Uint8Array): number | null {
  const { family, ending } = fileKind(head.subarray(0, kindBytes))
  return family === 'text' || family === 'ts' || ending === '.bin' ? typeBoxBehind(head) : null
}

/** Returns whether a file is text without a video behind it. */
export const isText = (head: Uint8Array): boolean =>
  fileKind(head.subarray(0, textBytes)).family === 'text' && lateStart(head) === null

/** Returns whether a file starts as pages and messages of servers do: with markup, or JSON. */
export const isPage = (head: Uint8Array): boolean =>
  head.length >= textBytes && /^\s*[<{]/.test(Buffer.from(head).toString('latin1')) && isText(head)

/** The sync byte, no error flag, and no reserved adaptation field. */
const isTransportStream = ([sync = 0, flags = 0, , control = 0]: Uint8Array): boolean =>
  sync === 0x47 && flags < 0x80 && control >= 0x10 && control < 0x40

/** Characters that no text contains: control characters other than white space and escape. */
const isControl = (byte: number): boolean => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b

/** Returns whether a file starts like a video. Blocks, because a drag cannot wait. */
export function looksLikeVideo(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const buffer = new Uint8Array(lookBytes)
    const head = buffer.subarray(0, readSync(file, buffer))
    const { family } = fileKind(head.subarray(0, kindBytes))
    return family === 'iso' || family === 'ebml' || family === 'ts' || lateStart(head) !== null
  } finally {
    closeSync(file)
  }
}
