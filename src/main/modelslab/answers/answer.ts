import { parameters } from '@shared/catalogue/parameters'
import { RemoteId } from '@shared/generation'
import { parseOutsideJson, wholeClamped } from '@shared/outside-number'
import type { ResultLink } from '../../generations/domain/provider'
import { hideSecret } from '../../logging/secret'
import type { HttpOutcome } from '../transport/http'
import { linksOf } from './links'
import { retryAfterMs } from '../../base/retry-after'
import { firstBytes, plainText } from './text'

const maximumRawBytes = 64 * 1024
const maximumWords = 600

type Answered = Extract<HttpOutcome, { kind: 'answered' }>
type Json = Readonly<Record<string, unknown>>

/** A response of the API in one shape, whichever of its shapes it had. Holds no key. */
export interface Answer {
  readonly httpStatus: number
  /** The model that was requested; null where the answer is about none, or it is not known. */
  readonly modelId: string | null
  /** The body as received, for support. */
  readonly raw: string
  /** `page`: HTML. `garbage`: not a JSON object, such as half of one. */
  readonly format: 'json' | 'page' | 'garbage'
  readonly body: Json
  /** In lower case; null when it is missing or not a string. */
  readonly status: string | null
  readonly id: string | null
  readonly etaSeconds: number | null
  readonly links: readonly ResultLink[]
  /** The service's message, for matching. */
  readonly message: string
  /** The service's message with its tip, for people. */
  readonly theirWords: string | null
  /** Request field that the message is about, by the API's name. */
  readonly field: string | null
  readonly retryAfterMs: number | null
}

/**
 * Reads a response of the v7 video-fusion API or its neighbours. Never throws: what is not understood is absent.
 *
 * @param key Removed from the body before anything is read from it.
 */
export function readAnswer(
  { status, headers, body }: Answered,
  key: string,
  nowMs: number,
  modelId: string | null = null
): Answer {
  const text = hideSecret(body.replace(/^\uFEFF/, ''), key)
  const json = parseObject(text)
  const fields = json ?? {}
  const { message, field } = firstMessageOf(fields, 'message', 'messege', 'error', 'tip', 'tips')
  const tip = firstMessageOf(fields, 'tip', 'tips', 'tip_1').message
  const hide = (words: string): string => hideSecret(words, key)
  return {
    httpStatus: status,
    modelId,
    raw: firstBytes(text, maximumRawBytes),
    format: json ? 'json' : /^\s*</.test(text) ? 'page' : 'garbage',
    body: fields,
    status: typeof fields['status'] === 'string' ? fields['status'].trim().toLowerCase() : null,
    id: usableId(fields['id']),
    etaSeconds: etaOf(fields['eta']),
    links: linksOf(fields).filter(({ url }) => hide(url) === url),
    message: hide(message),
    theirWords: hide(plainText(tip && tip !== message ? `${message} ${tip}` : message, maximumWords)) || null,
    field: field ?? fieldNamedIn(message),
    retryAfterMs: retryAfterMs(fields['retry_after'], headers, nowMs)
  }
}

/**
 * Returns whether the response is not from the API: a network's sign-in page, or a redirect, which the API never
 * sends.
 */
export const isFromSomethingElse = ({ httpStatus, format }: Answer): boolean =>
  (httpStatus >= 300 && httpStatus < 400) || (httpStatus >= 200 && httpStatus < 300 && format === 'page')

function parseObject(text: string): Json | null {
  try {
    const value = parseOutsideJson(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Returns an id that is safe in a request path: a positive number, or a word of letters, digits, `_` and `-` as
 * documented; null otherwise. `4711.0` is 4711, as it is for a JSON number.
 */
export function usableId(id: unknown): string | null {
  if (typeof id === 'number') return isExact(id) && id > 0 ? usableId(String(id)) : null
  if (typeof id !== 'string') return null
  const word = id.trim().replace(/^(\d+)\.0*$/, '$1')
  return RemoteId.safeParse(word).success && !/^(-|0+$)/.test(word) ? word : null
}

/** Returns whether a number kept the digits it was written with. */
const isExact = (number: number): boolean => Number.isSafeInteger(Math.trunc(number))

/** Returns the estimated seconds until the result, which are rarely accurate. */
const etaOf = (eta: unknown): number | null => wholeClamped(eta, { least: 1, most: 600 })

type Message = ReturnType<typeof messageOf>

/** Returns the first of these fields that has a message. */
function firstMessageOf(fields: Json, ...names: readonly string[]): Message {
  const messages = names.map((name) => messageOf(fields[name]))
  return messages.find(({ message }) => message !== '') ?? { message: '', field: null }
}

/** Reads a message: a string, a list, lists of strings by field name, or an object around another message. */
function messageOf(value: unknown): { readonly message: string; readonly field: string | null } {
  if (typeof value === 'string') return { message: plainText(value, maximumWords), field: null }
  if (Array.isArray(value)) return { message: lines(value.map(firstText)), field: null }
  if (!isObject(value)) return { message: '', field: null }
  if (typeof value['message'] === 'string') return messageOf(value['message'])
  const entries = Object.entries(value).slice(0, 10)
  const message = lines(entries.map(([name, text]) => `${name}: ${firstText(text)}`))
  return { message, field: entries[0]?.[0] ?? null }
}

const firstText = (value: unknown): string => {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : ''
}

const lines = (texts: readonly string[]): string =>
  plainText(texts.filter((text) => text !== '').join('; '), maximumWords)

const fieldNames = [...parameters.map(({ apiName }) => apiName), 'prompt', 'model_id', 'seed', 'fps']

/** Finds the first field that a message names, its words parted by `_` or a space: "The aspect ratio must be …". */
const fieldPattern = new RegExp(
  `\\b(?:${fieldNames.map((name) => name.replaceAll('_', '[_ ]')).join('|')})\\b`
)

const fieldNamedIn = (message: string): string | null =>
  fieldPattern.exec(message.toLowerCase())?.[0].replaceAll(' ', '_') ?? null
