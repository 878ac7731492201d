import { formatBytes } from '@shared/format-bytes'
import { english } from './dates'

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

const number = new Intl.NumberFormat(english)
export const formatCount = (count: number): string => number.format(count)

/** Returns the first line of a prompt, shortened for a caption or a spoken name. */
export function firstWords(prompt: string, limit = 60): string {
  const line = prompt.trim().split(/\s*\n/, 1)[0] ?? ''
  const letters = Array.from(line)
  return letters.length <= limit ? line : `${letters.slice(0, limit).join('').trimEnd()}…`
}

export const plural = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`
