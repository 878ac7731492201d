import * as z from 'zod'

/** Money is a whole number of millionths of a US dollar, so that sums are exact. */
export const Microdollars = z.int()
export type Microdollars = z.infer<typeof Microdollars>

const MICRO = 1_000_000

/** Dollars as the API spells them (number or decimal string) to microdollars; null when it is no amount. */
export function fromDollars(dollars: unknown): Microdollars | null {
  const amount = typeof dollars === 'string' && dollars.trim() !== '' ? Number(dollars) : dollars
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return null
  const micro = Math.round(amount * MICRO)
  return Number.isSafeInteger(micro) ? micro : null
}

/** `$1.92`, and with more digits only where cents would hide a price (`$0.031`). */
export function formatDollars(amount: Microdollars): string {
  const sign = amount < 0 ? '−' : ''
  const absolute = Math.abs(amount)
  const digits = absolute % 10_000 === 0 || absolute >= MICRO ? 2 : 3
  return `${sign}$${(absolute / MICRO).toFixed(digits)}`
}
