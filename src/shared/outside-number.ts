/**
 * The one place where a number from outside (an API body, a header, a message, a file) is parsed, bounded and
 * rounded. Amounts of money are read by their digits in `money.ts`.
 */

/** Decimal notation. Not hexadecimal, not "1,5", not "12abc". */
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const longestText = 100

/** Inclusive range of a whole number. */
export interface Bounds {
  readonly least: number
  readonly most: number
}

/** Returns the finite number that a number or a decimal text spells, and null for everything else. */
export function outsideNumber(value: unknown): number | null {
  const number = typeof value === 'string' ? numberIn(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** Returns the number rounded up; null where it is not a number or out of bounds. */
export function wholeWithin(value: unknown, { least, most }: Bounds): number | null {
  const whole = roundedUp(value)
  return whole !== null && whole >= least && whole <= most ? whole : null
}

/** Returns the number rounded up and clamped; null where it is not a number. */
export function wholeClamped(value: unknown, { least, most }: Bounds): number | null {
  const whole = roundedUp(value)
  return whole === null ? null : Math.min(Math.max(whole, least), most)
}

/** Returns the number that plain digits spell, as for sizes and positions; null for anything else. */
export function wholeInDigits(value: unknown, most = Number.MAX_SAFE_INTEGER): number | null {
  if (typeof value !== 'string' || !/^\d{1,16}$/.test(value)) return null
  const whole = Number(value)
  return whole <= most && Number.isSafeInteger(whole) ? whole : null
}

/**
 * Parses JSON, with whole numbers that are too long for a number as texts, so that an id keeps all its digits.
 *
 * @throws SyntaxError as JSON.parse does.
 */
export const parseOutsideJson = (json: string): unknown =>
  JSON.parse(
    /\d{16}/.test(json)
      ? json.replaceAll(stringOrNumber, (token: string, at: number) =>
          isTooLong(token) && !isName(json, at + token.length) ? `"${withoutFraction(token)}"` : token
        )
      : json
  )

/** Strings are matched so that digits in them are left alone. */
const stringOrNumber = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\d[\d.eE+-]*/g

const isTooLong = (token: string): boolean =>
  /^\d{16,}(\.0*)?$/.test(token) && !Number.isSafeInteger(Number(token))

/** A number in place of a name is invalid JSON, and must stay so. */
const isName = (json: string, end: number): boolean => /^\s*:/.test(json.slice(end, end + 100))

const withoutFraction = (token: string): string => token.replace(/\..*$/, '')

function numberIn(text: string): number | null {
  const trimmed = text.trim()
  return trimmed.length <= longestText && decimal.test(trimmed) ? Number(trimmed) : null
}

function roundedUp(value: unknown): number | null {
  const number = outsideNumber(value)
  // Not -0, which differs in a comparison of objects.
  return number === null ? null : Math.ceil(number) + 0
}
