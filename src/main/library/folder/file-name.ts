import {
  defaultNameTemplate,
  parseTemplate,
  problemOfTemplate,
  type FieldUse,
  type TemplatePart
} from '@shared/names/name-template'
import { nameFields, safePart, type NamedClip } from './name-fields'

/** Longest file name in bytes, extension included: short enough for every disk, archive and editor. */
export const longestNameBytes = 120
/** Bytes for date, id and extension, which a clip's name keeps on a disk with short names. */
export const shortestNameBytes = 24

/** Part of a name. */
interface NamePart {
  readonly text: string
  readonly givesWay: 'never' | 'shortened' | number
}

/**
 * Returns the name of a clip: `2026-11-22 balcony-first-sip dusk t2 veo-3.1-fast 16x9 8s k3f9.mp4`. Letters of any
 * script stay. Where the name is too long, its texts are shortened first, then what the request says anyway is left out.
 * @param ending With its dot.
 * @param attempt 0 for the first try; each further one takes more of the id, until the name is free.
 * @param mostBytes What the disk takes, ending included.
 * @param template One that cannot be used is replaced by the default.
 */
export function clipFileName(
  clip: NamedClip,
  attempt: number,
  ending = '.mp4',
  mostBytes = longestNameBytes,
  template = defaultNameTemplate
): string {
  const id = clip.videoId.replace(/-/g, '').slice(0, 4 + attempt * 4)
  const parsed = parseTemplate(problemOfTemplate(template) === null ? template : defaultNameTemplate)
  const parts = parsed.flatMap((part) => partOf(part, clip, id) ?? [])
  // Only the id makes a taken name another one.
  const whole = attempt > 0 && !parsed.some(hasWholeId) ? [...parts, idPart(id)] : parts
  const fitting = fitted(whole, ending, mostBytes)
  const name = Buffer.byteLength(fitting) > mostBytes ? cutBefore(id, whole, ending, mostBytes) : fitting
  return name !== ending && isPlainName(name) ? name : joined([idPart(id)], ending)
}

/** Returns as much of a name as there is room for before its id: texts of the template give way to nothing else. */
function cutBefore(id: string, parts: readonly NamePart[], ending: string, mostBytes: number): string {
  const room = mostBytes - Buffer.byteLength(joined([idPart(id)], ending)) - 1
  return joined([{ text: cutToBytes(joined(parts, ''), room), givesWay: 'never' }, idPart(id)], ending)
}

/** Returns whether a part has the id, as long as it is needed. */
const hasWholeId = (part: TemplatePart): boolean =>
  part.some((piece) => typeof piece !== 'string' && piece.names[0] === 'id' && piece.most === null)

const idPart = (id: string): NamePart => ({ text: id, givesWay: 'never' })

/** Fills a part of a template; null where none of its fields has a value. */
function partOf(part: TemplatePart, clip: NamedClip, id: string): NamePart | null {
  let givesWay: NamePart['givesWay'] = 'never'
  let isEmpty = part.some((piece) => typeof piece !== 'string')
  const texts = part.map((piece) => {
    if (typeof piece === 'string') return piece
    const found = fill(piece, clip, id)
    if (found === null) return ''
    isEmpty = false
    if (found.givesWay !== 'never') givesWay = found.givesWay
    return found.text
  })
  // A cut id tells nothing apart.
  if (part.some((piece) => typeof piece !== 'string' && piece.names.includes('id'))) givesWay = 'never'
  const safe = isEmpty ? '' : safePart(texts.join(''))
  return safe === '' ? null : { text: safe, givesWay }
}

/** Returns the first value of the fields; null where none has one. */
function fill({ names, most }: FieldUse, clip: NamedClip, id: string): NamePart | null {
  for (const name of names) {
    const text = name === 'id' ? id : nameFields[name].valueOf(clip)
    if (text !== '')
      return {
        text: most === null ? text : firstLetters(text, most),
        givesWay: name === 'id' ? 'never' : nameFields[name].givesWay
      }
  }
  return null
}

function firstLetters(text: string, most: number): string {
  const letters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
  return withoutRest(letters.slice(0, most).join(''))
}

const joined = (parts: readonly NamePart[], ending: string): string =>
  parts
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join(' ') + ending

/** Makes a name fit: without texts at first, which then share the room that is left, the last one first. */
function fitted(parts: readonly NamePart[], ending: string, mostBytes: number): string {
  const bytesOf = (some: readonly NamePart[]): number => Buffer.byteLength(joined(some, ending))
  let kept = parts
  const firm = (): readonly NamePart[] => kept.filter(({ givesWay }) => givesWay !== 'shortened')
  while (bytesOf(firm()) > mostBytes) {
    const ranks = kept.flatMap(({ givesWay }) => (typeof givesWay === 'number' ? givesWay : []))
    if (ranks.length === 0) break
    const lowest = Math.min(...ranks)
    kept = kept.filter(({ givesWay }) => givesWay !== lowest)
  }
  let room = mostBytes - bytesOf(firm())
  const cut = kept.toReversed().map((part) => {
    if (part.givesWay !== 'shortened') return part
    const text = cutToBytes(part.text, room - 1)
    if (text !== '') room -= Buffer.byteLength(text) + 1
    return { ...part, text }
  })
  return joined(cut.reverse(), ending)
}

/** Device names of Windows, with any extension. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])( *)(\.|:|$)/i

/** Returns whether a stored name is one inside a folder: no way out of it, no hidden file, and no device. */
export const isPlainName = (name: string): boolean =>
  /^[^./\\\p{Cc}][^/\\\p{Cc}]*$/u.test(name) && !device.test(name)

/** Removes what a cut leaves of a separator; no name ends with a dot. */
const withoutRest = (cut: string): string => cut.replace(/[-.\s]+$/, '')

/** Cuts between grapheme clusters, so that no letter loses its accent. */
export function cutToBytes(text: string, bytes: number): string {
  let cut = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (Buffer.byteLength(cut + segment) > bytes) break
    cut += segment
  }
  return withoutRest(cut)
}
