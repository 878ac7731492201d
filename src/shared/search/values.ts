import type { Range } from './search'

const ends = (from: number | null, to: number | null): Range => ({ from, to })

const dayMs = 86_400_000
/** How far a picture's shape may be from the one that is asked for: files are rounded to even pixels. */
const shapeTolerance = 0.02

/** Reads `16:9`, `1280x720`, or a word for a shape. */
export function readAspect(value: string): Range | null {
  // As far from square as nobody would call square.
  if (value === 'landscape') return ends(1 + shapeTolerance, null)
  if (value === 'portrait') return ends(null, 1 - shapeTolerance)
  if (value === 'square') return around(1, shapeTolerance)
  const sides = /^(\d{1,5})[:x×/](\d{1,5})$/.exec(value)
  const [width, height] = [Number(sides?.[1]), Number(sides?.[2])]
  if (!width || !height) return null
  const ratio = width / height
  return around(ratio, ratio * shapeTolerance)
}

const around = (value: number, by: number): Range => ends(value - by, value + by)

/** Reads whole or broken seconds: `8`, `>5`, `<=10`, `4..6`. */
export const readSeconds = (value: string): Range | null =>
  readRange(value.replace(/s$/, ''), (number) => ({ from: number - 0.5, to: number + 0.5 }))

/** Reads stars: `4`, `>2`, `1..3`. */
export const readStars = (value: string): Range | null =>
  readRange(value, (number) => ({ from: number, to: number + 1 }))

/** Reads dollars: `1.92`, `>1`, `0.5..2`; an amount stands for everything that rounds to it. */
export function readCost(value: string): Range | null {
  const range = readRange(value.replaceAll('$', ''), (number) => ({
    from: number - 0.005,
    to: number + 0.005
  }))
  return range && ends(microdollars(range.from), microdollars(range.to))
}

const microdollars = (dollars: number | null): number | null =>
  dollars === null ? null : Math.round(dollars * 1_000_000)

const amount = /^\d{1,6}(?:\.\d{1,6})?$/

/**
 * Reads a number with `>`, `>=`, `<` or `<=` before it, or two with `..` between them.
 *
 * @param meaning What a number alone stands for.
 */
function readRange(value: string, meaning: (number: number) => { from: number; to: number }): Range | null {
  const [least, most, ...more] = value.split('..')
  if (most !== undefined) {
    const numbers = [least, most].map(readAmount)
    const [from, to] = numbers
    if (more.length > 0 || from === null || to === null || from === undefined || to === undefined) return null
    return ends(meaning(from).from, meaning(to).to)
  }
  const [, sign = '', written = ''] = /^(>=|<=|>|<|)(.*)$/.exec(value) ?? []
  const number = readAmount(written)
  if (number === null) return null
  const { from, to } = meaning(number)
  switch (sign) {
    case '>':
      return ends(to, null)
    case '>=':
      return ends(from, null)
    case '<':
      return ends(null, from)
    case '<=':
      return ends(null, to)
    default:
      return ends(from, to)
  }
}

const readAmount = (written: string | undefined): number | null =>
  written !== undefined && amount.test(written) ? Number(written) : null

/** Reads `2026`, `2026-05`, `2026-05-03`, `today` or `yesterday` in local time; microseconds since 1970. */
export function readPeriod(value: string, nowMs: number): { readonly from: number } | null {
  if (value === 'today') return { from: startOfDay(nowMs) * 1000 }
  if (value === 'yesterday') return { from: startOfDay(startOfDay(nowMs) - dayMs / 2) * 1000 }
  const written = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(value)
  if (!written) return null
  const [year, month, day] = [Number(written[1]), Number(written[2] ?? 1), Number(written[3] ?? 1)]
  const date = new Date(year, month - 1, day)
  // A month 13 or a 31st of February would count on into the next.
  const isThere = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day
  return isThere ? { from: date.getTime() * 1000 } : null
}

const startOfDay = (atMs: number): number => new Date(atMs).setHours(0, 0, 0, 0)
