/** Replacement for a redacted secret. */
export const hiddenSecret = '[hidden]'

/**
 * Returns a pattern that finds a secret verbatim, in JSON (`\u0041`, `\/`), in a URL (`%41`), in any mixture of these,
 * and in base64 at whatever offset (as in a Basic header).
 */
export function secretPattern(secret: string): RegExp {
  const spelled = Array.from(secret, anySpelling).join('')
  return new RegExp([spelled, ...base64Cores(secret)].join('|'), 'g')
}

/** Redacts a secret from a text in all its encodings. */
export const hideSecret = (text: string, secret: string): string =>
  secret === '' ? text : text.replace(secretPattern(secret), hiddenSecret)

function anySpelling(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16).padStart(2, '0')
  const spellings = [escapePattern(character), `\\\\u00${ignoreCase(hex)}`, `%${ignoreCase(hex)}`]
  if ('"\\/'.includes(character)) spellings.unshift(`\\\\${escapePattern(character)}`)
  if (character === ' ') spellings.push('\\+')
  return code < 0x80 ? `(?:${spellings.join('|')})` : escapePattern(character)
}

/**
 * Base64 carries three bytes in four letters, so the same secret looks different at each of three offsets; the
 * letters that also hold bits of a neighbour are left out.
 */
function base64Cores(secret: string): string[] {
  return [0, 1, 2].map((offset) => {
    const bytes = Buffer.from(' '.repeat(offset) + secret)
    const letters = bytes.toString('base64').replace(/=+$/, '')
    const from = Math.ceil((offset * 8) / 6)
    const to = Math.floor((bytes.length * 8) / 6)
    const core = letters.slice(from, to)
    return escapePattern(core).replaceAll(/\\?\+/g, '[+-]').replaceAll('/', '[/_]')
  })
}

const escapePattern = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')
const ignoreCase = (hex: string): string =>
  hex.replaceAll(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
