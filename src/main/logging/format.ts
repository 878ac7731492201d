import { textParameters } from '@shared/catalogue/parameters'
import { errorCode } from '../base/errors'
import type { LogEntry } from './logger'

const longestEntry = 8_192

/** Fields that are never logged, at any depth: prompts, the key, whole answers. */
const dropped = new Set([
  'prompt',
  ...textParameters.flatMap(({ name, apiName }) => [name, apiName]),
  'key',
  'raw',
  'body',
  'theirWords'
])

/** Formats an entry as text with a line break at its end; only errors span lines, indented. */
export function formatEntry({ level, areas, message, error }: LogEntry, nowMs: number): string {
  const scope = areas.map((area) => `[${oneLine(area)}] `).join('')
  const line = `${new Date(nowMs).toISOString()} ${level.toUpperCase()} ${scope}${oneLine(message)}`
  const below = error === undefined ? '' : seen(`\n${formatError(error)}`.replaceAll(/\r?\n/g, '\n  '))
  return `${(line + below).slice(0, longestEntry)}\n`
}

/** Formats a thrown value, with the stacks of an error and its causes, five deep. */
function formatError(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : formatValue(error)
  const code = errorCode(error)
  const own = `${error.stack ?? `${error.name}: ${error.message}`}${code && ` (${code})`}`
  if (error.cause === undefined || depth >= 5) return own
  return `${own}\ncaused by: ${formatError(error.cause, depth + 1)}`
}

function formatValue(value: unknown): string {
  try {
    const text = JSON.stringify(value, (name, inner: unknown) => (dropped.has(name) ? undefined : inner)) as
      string | undefined
    return text ?? typeof value
  } catch {
    return typeof value
  }
}

// eslint-disable-next-line no-control-regex
const lineEnds = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g
/** Control characters except tab and line feed, and bidirectional controls. */
const unseen =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

const oneLine = (text: string): string => seen(text.replaceAll(lineEnds, ' '))

/** Escapes control characters, so that no log line can be forged or control a terminal. */
const seen = (text: string): string =>
  text.replaceAll(unseen, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
