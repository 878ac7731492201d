import { nameFields, safePart, type NamedClip } from './name-fields'

/** Longest file name in bytes, extension included: short enough for every disk, archive and editor. */
export const longestNameBytes = 120
/** Bytes for date, id and extension, which a clip's name keeps on a disk with short names. */
export const shortestNameBytes = 24

/**
 * Template of file names: parts between spaces, with {@link nameFields} and `id` in braces. `{shot or words}` is the
 * first of them that has a value. A part whose fields have none is left out.
 */
const defaultNameTemplate = '{date} {shot or words} {variation} t{take} {model} {aspect} {duration} {id}'

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
 */
export function clipFileName(
  clip: NamedClip,
  attempt: number,
  ending = '.mp4',
  mostBytes = longestNameBytes,
  template = defaultNameTemplate
): string {
  const id = clip.videoId.replace(/-/g, '').slice(0, 4 + attempt * 4)
  const parts = partsOf(template, clip, id)
  // Only the id makes a taken name another one.
  const whole = attempt > 0 && !template.includes('{id}') ? [...parts, idPart(id)] : parts
  const name = fitted(whole, ending, mostBytes)
  return name !== ending && isPlainName(name) ? name : joined([idPart(id)], ending)
}

const idPart = (id: string): NamePart => ({ text: id, givesWay: 'never' })

function partsOf(template: string, clip: NamedClip, id: string): readonly NamePart[] {
  // Names with spaces in braces belong together.
  return (template.match(/(?:\{[^}]*\}|\S)+/g) ?? []).flatMap((part) => partOf(part, clip, id) ?? [])
}

/** Fills a part of a template; null where none of its fields has a value. */
function partOf(part: string, clip: NamedClip, id: string): NamePart | null {
  let givesWay: NamePart['givesWay'] = 'never'
  let isEmpty = part.includes('{')
  const text = part.replace(/\{([^}]*)\}/g, (_, names: string) => {
    if (names === 'id') {
      isEmpty = false
      return id
    }
    for (const name of names.split(' or ')) {
      const field = Object.hasOwn(nameFields, name) ? nameFields[name] : undefined
      const value = field?.valueOf(clip) ?? ''
      if (!field || value === '') continue
      isEmpty = false
      givesWay = field.givesWay
      return value
    }
    return ''
  })
  const safe = isEmpty ? '' : safePart(text)
  return safe === '' ? null : { text: safe, givesWay }
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

/** Cuts between grapheme clusters, so that no letter loses its accent. */
export function cutToBytes(text: string, bytes: number): string {
  let cut = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (Buffer.byteLength(cut + segment) > bytes) break
    cut += segment
  }
  return cut.replace(/-+$/, '')
}
