import { lineEnd } from '@shared/prompts/text-checks'
import { plausibility } from './text-plausibility'

/** Encodings that a list may have, by their TextDecoder names. */
export const encodings = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Western (Windows-1252)',
  macintosh: 'Western (Mac Roman)',
  'windows-1250': 'Central European (Windows-1250)',
  'iso-8859-2': 'Central European (ISO 8859-2)',
  'windows-1251': 'Cyrillic (Windows-1251)',
  'koi8-r': 'Cyrillic (KOI8-R)',
  ibm866: 'Cyrillic (DOS 866)',
  'windows-1253': 'Greek (Windows-1253)',
  'windows-1254': 'Turkish (Windows-1254)',
  'windows-1255': 'Hebrew (Windows-1255)',
  'windows-1256': 'Arabic (Windows-1256)',
  'windows-874': 'Thai (Windows-874)',
  shift_jis: 'Japanese (Shift-JIS)',
  'euc-jp': 'Japanese (EUC-JP)',
  'iso-2022-jp': 'Japanese (ISO-2022-JP)',
  gb18030: 'Chinese (GB 18030)',
  big5: 'Chinese (Big5)',
  'euc-kr': 'Korean (EUC-KR)',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16, big-endian'
} as const
export type Encoding = keyof typeof encodings

export type DecodedText =
  | {
      readonly ok: true
      readonly text: string
      readonly encoding: Encoding
      /** Whether the encoding is a guess, so that the user should check the letters. */
      readonly isGuess: boolean
    }
  | { readonly ok: false; readonly message: string; readonly advice: string }

const guessed: readonly Encoding[] = [
  'windows-1252',
  'macintosh',
  'shift_jis',
  'gb18030',
  'euc-kr',
  'big5',
  'euc-jp',
  'windows-1251',
  'koi8-r',
  'windows-1250'
]

/**
 * Decodes a text file: by its byte order mark, else as UTF-8 if it is valid, else in the encoding whose letters look
 * most like writing. Detection libraries lack Mac Roman and are unreliable for texts as short as a prompt, so the
 * user sees the guess and can change it.
 */
export function decodeText(bytes: Uint8Array<ArrayBuffer>): DecodedText {
  const kind = otherKind(bytes)
  if (kind !== null) {
    return {
      ok: false,
      message: `This is ${kind}, not plain text.`,
      advice: 'Save it as CSV or text, then open that.'
    }
  }
  const marked = markOf(bytes)
  if (marked) return decodeAs(bytes, marked)
  if (bytes.includes(0)) return unmarkedUtf16(bytes)
  if (hasJapaneseEscape(bytes)) return decodeAs(bytes, 'iso-2022-jp')
  const utf8 = tryDecode(bytes, 'utf-8')
  if (utf8 !== null) return { ok: true, text: utf8, encoding: 'utf-8', isGuess: false }
  return brokenUtf8(bytes) ?? likeliest(bytes)
}

/** Decodes bytes in the encoding that the user chose; refused with the line where they don't fit it. */
export function decodeAs(bytes: Uint8Array<ArrayBuffer>, encoding: Encoding): DecodedText {
  const text = tryDecode(bytes, encoding)
  if (text !== null) return { ok: true, text, encoding, isGuess: false }
  const lossy = new TextDecoder(encoding).decode(bytes)
  return unreadable(lossy, encodings[encoding])
}

function likeliest(bytes: Uint8Array<ArrayBuffer>): DecodedText {
  const readings = guessed.flatMap((encoding) => {
    const text = tryDecode(bytes, encoding)
    const score = text === null ? null : plausibility(text)
    // Of two that read alike, the more common one.
    const rank = guessed.indexOf(encoding) / 20
    return text === null || score === null ? [] : [{ encoding, text, score: score - rank }]
  })
  const [best] = readings.toSorted((a, b) => b.score - a.score)
  if (best && best.score > 0) return { ok: true, text: best.text, encoding: best.encoding, isGuess: true }
  return unreadable(new TextDecoder('utf-8').decode(bytes), 'UTF-8')
}

/** Returns whether a file is UTF-8 but for a few damaged bytes: any other encoding would be wrong throughout. */
function brokenUtf8(bytes: Uint8Array<ArrayBuffer>): DecodedText | null {
  const text = new TextDecoder('utf-8').decode(bytes)
  const lost = text.match(/\uFFFD/gu)?.length ?? 0
  // eslint-disable-next-line no-control-regex -- everything but ASCII
  const letters = text.match(/[^\x00-\x7F\uFFFD]/gu)?.length ?? 0
  return letters > 0 && letters >= lost ? unreadable(text, 'UTF-8') : null
}

function unmarkedUtf16(bytes: Uint8Array<ArrayBuffer>): DecodedText {
  const readings = (['utf-16le', 'utf-16be'] as const).flatMap((encoding) => {
    const text = bytes.length % 2 === 0 ? tryDecode(bytes, encoding) : null
    const score = text === null || text.includes('\0') ? null : plausibility(text)
    return text === null || score === null ? [] : [{ encoding, text, score: score + asciiShare(text) }]
  })
  const [best] = readings.toSorted((a, b) => b.score - a.score)
  if (best && best.score > 0) return { ok: true, text: best.text, encoding: best.encoding, isGuess: true }
  const advice = 'Save it as UTF-8, then open it again.'
  return { ok: false, message: 'This is not plain text.', advice }
}

const asciiShare = (text: string): number =>
  (text.match(/[\t\n\r -~]/g)?.length ?? 0) / Math.max(1, text.length)

function unreadable(lossy: string, name: string): DecodedText {
  const before = lossy.slice(0, Math.max(0, lossy.indexOf('\uFFFD')))
  const line = before.split(new RegExp(lineEnd.source, 'u')).length
  return {
    ok: false,
    message: `Line ${line} holds letters that can't be read as ${name}.`,
    advice: 'Save the file as UTF-8, then open it again.'
  }
}

function tryDecode(bytes: Uint8Array<ArrayBuffer>, encoding: Encoding): string | null {
  if (encoding === 'windows-1252') return decodeWestern(bytes)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Letters of Windows-1252 from 0x80 to 0x9F; a space where it has none. */
const western = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

/** Decodes Windows-1252 by hand: Node's decoder, which tests use, treats it as ISO 8859-1. */
function decodeWestern(bytes: Uint8Array): string | null {
  const signs: string[] = []
  for (const byte of bytes) {
    const sign = byte >= 0x80 && byte <= 0x9f ? western[byte - 0x80] : String.fromCharCode(byte)
    if (sign === undefined || (sign === ' ' && byte !== 0x20)) return null
    signs.push(sign)
  }
  return signs.join('')
}

function markOf([first, second, third]: Uint8Array): Encoding | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

/** Returns whether bytes are ISO-2022-JP, which is ASCII but for its escape sequences. */
const hasJapaneseEscape = (bytes: Uint8Array): boolean =>
  bytes.some((byte, index) => byte === 0x1b && (bytes[index + 1] === 0x24 || bytes[index + 1] === 0x28))

function otherKind(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 8))
  if (start.startsWith('PK\u0003\u0004')) return 'a spreadsheet or document'
  if (start.startsWith('\u00D0\u00CF\u0011\u00E0')) return 'an old spreadsheet or document'
  if (start.startsWith('%PDF')) return 'a PDF'
  return start.startsWith(String.raw`{\rtf`) ? 'formatted text' : null
}
