import * as z from 'zod'

/** Money is a whole number of millionths of a US dollar, so that sums are exact. */
export const Microdollars = z.int()
export type Microdollars = z.infer<typeof Microdollars>

const MICRO = 1_000_000
const CENT = 10_000
/** Digits of a microdollar after the decimal point. */
const places = 6

/** Rounding for fewer digits: estimates up, balances down. */
export type Rounding = 'nearest' | 'up' | 'down'

/**
 * Converts dollars (a number, or digits with a point) to microdollars; null where it is not an amount. Reads the
 * digits, to avoid binary fractions.
 */
export function fromDollars(dollars: unknown): Microdollars | null {
  const text = typeof dollars === 'number' ? dollars.toFixed(places) : dollars
  const parts = typeof text === 'string' ? /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text.trim()) : null
  const [, sign, whole = '', fraction = ''] = parts ?? []
  if (whole + fraction === '') return null
  const isHalfOrMore = Number(fraction.charAt(places)) >= 5
  const millionths = Number(fraction.slice(0, places).padEnd(places, '0')) + (isHalfOrMore ? 1 : 0)
  const micro = Number(whole) * MICRO + millionths
  if (!Number.isSafeInteger(micro)) return null
  return sign === '-' && micro > 0 ? -micro : micro
}

/** Returns `$1.92`, with more digits only where cents would hide a price (`$0.031`). */
export function formatDollars(amount: Microdollars, rounding: Rounding = 'nearest'): string {
  return exactDollars(rounded(amount, stepOf(Math.abs(amount)), rounding))
}

/** Returns every digit, as for a limit that the user set: `$1.00`, `$1.005`. */
export const exactDollars = (amount: Microdollars): string =>
  `${amount < 0 ? '−' : ''}$${plainDollars(Math.abs(amount))}`

/** Returns an amount as it is typed: `1.00`, `1.005`. */
export function plainDollars(amount: Microdollars): string {
  const absolute = Math.abs(amount)
  const millionths = absolute % MICRO
  const digits = String(millionths)
    .padStart(places, '0')
    .replace(/0{1,4}$/, '')
  return `${amount < 0 ? '-' : ''}${(absolute - millionths) / MICRO}.${digits}`
}

/** Returns cents from a dollar on, tenths of a cent below, and millionths where those would hide it. */
function stepOf(absolute: Microdollars): number {
  if (absolute >= MICRO) return CENT
  return absolute >= CENT / 10 ? CENT / 10 : 1
}

function rounded(amount: Microdollars, step: number, rounding: Rounding): Microdollars {
  const rest = ((amount % step) + step) % step
  const isUp = rounding === 'up' ? rest > 0 : rounding === 'nearest' && rest * 2 >= step
  return amount - rest + (isUp ? step : 0)
}
