import { formatBytes } from '@shared/format-bytes'
const english = navigator.language.startsWith('en') ? navigator.language : 'en-GB'

/** Returns a time span as `1:05` or `1:02:05`. */
export function formatSpan(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000))
  const seconds = String(total % 60).padStart(2, '0')
  const minutes = Math.floor(total / 60) % 60
  const hours = Math.floor(total / 3600)
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`
}

/** Returns a length as `8 s`, or `7.5 s` where it is not a whole second. */
export function formatLength(milliseconds: number): string {
  const seconds = milliseconds / 1000
  const nearest = Math.round(seconds)
  return Math.abs(seconds - nearest) < 0.1 ? `${nearest} s` : `${seconds.toFixed(1)} s`
}

/** Returns `11.3 / 17.9 MB`, both in the unit of the whole. */
export function formatBytesOf(part: number, whole: number): string {
  const [value = '', unit = ''] = formatBytes(whole).split(' ')
  const scale = whole / Number(value) || 1
  return `${(part / scale).toFixed(value.includes('.') ? 1 : 0)} / ${value} ${unit}`
}

const clock = new Intl.DateTimeFormat(english, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23'
})
export const formatTime = (ms: number): string => clock.format(ms)

const moment = new Intl.DateTimeFormat(english, { dateStyle: 'medium', timeStyle: 'short' })
export const formatMoment = (ms: number): string => moment.format(ms)

const number = new Intl.NumberFormat(english)
export const formatCount = (count: number): string => number.format(count)

/** Returns a number that is equal within one local day and grows from day to day. */
export function dayOf(ms: number): number {
  const date = new Date(ms)
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate()
}

const thisYear = new Intl.DateTimeFormat(english, { weekday: 'long', day: 'numeric', month: 'long' })
const otherYear = new Intl.DateTimeFormat(english, { day: 'numeric', month: 'long', year: 'numeric' })

/** Returns `Today`, `Yesterday`, `Monday 16 November` or `3 May 2025`. */
export function dayTitle(ms: number, nowMs: number): string {
  const now = new Date(nowMs)
  if (dayOf(ms) === dayOf(nowMs)) return 'Today'
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1).getTime()
  if (dayOf(ms) === dayOf(yesterday)) return 'Yesterday'
  return new Date(ms).getFullYear() === now.getFullYear() ? thisYear.format(ms) : otherYear.format(ms)
}

const monthAndYear = new Intl.DateTimeFormat(english, { month: 'long', year: 'numeric' })

/** Returns `March 2025`. @param month From 1. */
export const monthTitle = ({ year, month }: { readonly year: number; readonly month: number }): string =>
  monthAndYear.format(new Date(year, month - 1))

/** Returns the first line of a prompt, shortened for a caption or a spoken name. */
export function firstWords(prompt: string, limit = 60): string {
  const line = prompt.trim().split(/\s*\n/, 1)[0] ?? ''
  const letters = Array.from(line)
  return letters.length <= limit ? line : `${letters.slice(0, limit).join('').trimEnd()}…`
}

export const plural = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`
