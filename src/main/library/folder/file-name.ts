import type { GenerationRequest } from '@shared/request'

/** Longest file name in bytes, extension included: short enough for every disk, archive and editor. */
export const longestNameBytes = 120
/** Bytes for date, id and extension, which a clip's name keeps on a disk with short names. */
export const shortestNameBytes = 24
const promptWords = 6

/** Characters that Windows, macOS or Linux forbid, and those that would disguise a name. */
const forbidden = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu

/**
 * Returns the name of a clip, by the template `{date} {prompt words} {model} {aspect} {duration} {id}`:
 * `2026-11-22 balcony-first-sip veo-3.1-fast 16x9 8s k3f9.mp4`. Letters of any script stay.
 * Where the disk takes only shorter names, the words of the prompt go first, then what the request says anyway.
 * @param ending With its dot.
 * @param attempt 0 for the first try; each further one takes more of the id, until the name is free.
 * @param mostBytes What the disk takes, ending included.
 */
export function clipFileName(
  clip: { readonly videoId: string; readonly createdAtMs: number; readonly request: GenerationRequest },
  attempt: number,
  ending = '.mp4',
  mostBytes = longestNameBytes
): string {
  const { request } = clip
  const id = clip.videoId.replace(/-/g, '').slice(0, 4 + attempt * 4)
  const facts = [
    safePart(request.modelId),
    request.aspectRatio && safePart(request.aspectRatio.replace(':', 'x')),
    request.durationSeconds === undefined ? '' : `${request.durationSeconds}s`
  ].filter(Boolean)
  const date = localDate(clip.createdAtMs)
  const named = (...parts: readonly (string | undefined)[]): string =>
    [date, ...parts, `${id}${ending}`].filter(Boolean).join(' ')
  const kept = [...facts]
  while (kept.length > 0 && Buffer.byteLength(named(...kept)) > mostBytes) kept.shift()
  const room = mostBytes - Buffer.byteLength(named(...kept)) - 1
  return named(cutToBytes(wordsOf(request.prompt), room), ...kept)
}

/** Device names of Windows, with any extension. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])( *)(\.|:|$)/i

/** Returns whether a stored name is one inside a folder: no way out of it, no hidden file, and no device. */
export const isPlainName = (name: string): boolean =>
  /^[^./\\\p{Cc}][^/\\\p{Cc}]*$/u.test(name) && !device.test(name)

function localDate(atMs: number): string {
  const date = new Date(atMs)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

function wordsOf(prompt: string): string {
  const words =
    prompt
      .normalize('NFC')
      .toLocaleLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.slice(0, promptWords).join('-')
}

const safePart = (text: string): string =>
  text
    .normalize('NFC')
    .replace(forbidden, '-')
    .replace(/\s+/g, '-')
    .replace(/^[.\-\s]+|[.\s]+$/g, '')

/** Cuts between grapheme clusters, so that no letter loses its accent. */
function cutToBytes(text: string, bytes: number): string {
  let cut = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (Buffer.byteLength(cut + segment) > bytes) break
    cut += segment
  }
  return cut.replace(/-+$/, '')
}
