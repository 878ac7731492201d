/** Returns the local day of a time: `2026-11-22`. */
export function localDay(atMs: number): string {
  const date = new Date(atMs)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

const systemLocale = new Intl.DateTimeFormat().resolvedOptions().locale
/** Locale of written dates: the system's, where it is an English one; the words around them are English. */
const english = systemLocale.startsWith('en') ? systemLocale : 'en-GB'

/** Returns `24 Sept 2026` for `2026-09-24`, as the system writes it; a text that is no day as it is. */
export function writtenDay(day: string, locale = english): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return day
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(date)
}

/** Returns `28 Nov 2026, 14:56` in local time, as the system writes it. */
export const writtenMoment = (atMs: number, locale = english): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs)
