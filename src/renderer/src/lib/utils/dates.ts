/** Locale of dates and numbers: the system's, where it is an English one; the words around them are English. */
export const english = navigator.language.startsWith('en') ? navigator.language : 'en-GB'

const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(english, options)

const clock = format({ timeStyle: 'short' })
/** Returns `14:56` or `2:56 PM`, as the system writes it. */
export const formatTime = (ms: number): string => clock.format(ms)

const clockWithSeconds = format({ timeStyle: 'medium' })
/** Returns `14:56:18` or `2:56:18 PM`. */
export const formatTimeOfEvent = (ms: number): string => clockWithSeconds.format(ms)

const moment = format({ dateStyle: 'medium', timeStyle: 'short' })
/** Returns `28 Nov 2026, 14:56`. */
export const formatMoment = (ms: number): string => moment.format(ms)

const shortMoment = format({ month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' })
/** Returns `28 Nov, 14:56`, for a narrow column. */
export const formatShortMoment = (ms: number): string => shortMoment.format(ms)

const weekday = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
/** Returns `Sun, 22 Nov 2026` for `2026-11-22`. */
export const formatDay = (key: string): string => weekday.format(new Date(`${key}T12:00:00`))

/** Returns a number that is equal within one local day and grows from day to day. */
export function dayOf(ms: number): number {
  const date = new Date(ms)
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate()
}

const thisYear = format({ weekday: 'long', day: 'numeric', month: 'long' })
const otherYear = format({ day: 'numeric', month: 'long', year: 'numeric' })

/** Returns `Today`, `Yesterday`, `Monday 16 November` or `3 May 2025`. */
export function dayTitle(ms: number, nowMs: number): string {
  const now = new Date(nowMs)
  if (dayOf(ms) === dayOf(nowMs)) return 'Today'
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1).getTime()
  if (dayOf(ms) === dayOf(yesterday)) return 'Yesterday'
  return new Date(ms).getFullYear() === now.getFullYear() ? thisYear.format(ms) : otherYear.format(ms)
}

const monthAndYear = format({ month: 'long', year: 'numeric' })

/** Returns `March 2025`. @param month From 1. */
export const monthTitle = ({ year, month }: { readonly year: number; readonly month: number }): string =>
  monthAndYear.format(new Date(year, month - 1))
