import { wholeInDigits } from '@shared/outside-number'

/**
 * Rules for resuming a part (RFC 9110 sections 13.1.5, 14.4 and 15.5.17): what to note about a response, what to
 * request next, and what may then be appended. A spliced file is worse than a second download, so everything that is
 * not provably the same file restarts at 0.
 */
type Headers = Readonly<Record<string, string>>

/** Evidence that two responses have the same bytes. */
export type Validator =
  | { readonly kind: 'etag'; readonly value: string }
  | { readonly kind: 'last_modified'; readonly value: string }

const longestEtag = 1024

/**
 * Returns the strong validator of a response; null if there is none, and then nothing is resumed. A weak ETag
 * promises the same content, not the same bytes. A date is strong if the response was made in a later second.
 */
export function validatorOf(headers: Headers): Validator | null {
  const etag = headers['etag']
  if (etag !== undefined)
    return /^"[^"]+"$/.test(etag) && etag.length <= longestEtag ? { kind: 'etag', value: etag } : null
  const value = headers['last-modified']
  if (value === undefined) return null
  const isStrong = Date.parse(headers['date'] ?? '') - Date.parse(value) >= 1000
  return isStrong ? { kind: 'last_modified', value } : null
}

const isSame = (headers: Headers, validator: Validator): boolean =>
  headers[validator.kind === 'etag' ? 'etag' : 'last-modified'] === validator.value

/** State on disk of one source's file. */
export interface Held {
  readonly bytes: number
  readonly totalBytes: number | null
  readonly validator: Validator | null
}

/** Returns the headers of a request; with a range only where the part can be resumed. */
export function requestHeaders(held: Held): Record<string, string> {
  const plain = { 'accept-encoding': 'identity', accept: '*/*' }
  if (held.bytes === 0 || !held.validator) return plain
  return { ...plain, range: `bytes=${held.bytes}-`, 'if-range': held.validator.value }
}

export type Decision =
  /** The body continues at `from`; `bodyBytes` is its length, if known. */
  | {
      readonly kind: 'receive'
      readonly from: number
      readonly bodyBytes: number | null
      readonly totalBytes: number | null
    }
  /** All bytes are already on disk. */
  | { readonly kind: 'complete' }
  /** The part cannot be resumed, and this response is useless: request it again without a range. */
  | { readonly kind: 'restart' }

/** Decides how a response with status 200, 206 or 416 continues a part. */
export function decide(status: number, headers: Headers, held: Held): Decision {
  if (status === 200) {
    const length = contentLength(headers)
    return { kind: 'receive', from: 0, bodyBytes: length, totalBytes: length }
  }
  if (status === 416) {
    const total = /^bytes \*\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1]
    return held.bytes > 0 && wholeInDigits(total) === held.bytes ? { kind: 'complete' } : { kind: 'restart' }
  }
  return partial(headers, held)
}

function partial(headers: Headers, held: Held): Decision {
  const range = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/.exec(headers['content-range'] ?? '')
  if (held.bytes === 0 || !held.validator || !range || !isSame(headers, held.validator))
    return { kind: 'restart' }
  const [first, last] = [wholeInDigits(range[1]), wholeInDigits(range[2])]
  if (first === null || last === null) return { kind: 'restart' }
  const total = range[3] === '*' ? held.totalBytes : wholeInDigits(range[3])
  const bodyBytes = last - first + 1
  const length = contentLength(headers)
  const isConsistent =
    first === held.bytes &&
    last >= first &&
    (held.totalBytes === null || total === held.totalBytes) &&
    (total === null || last < total) &&
    (length === null || length === bodyBytes)
  return isConsistent ? { kind: 'receive', from: first, bodyBytes, totalBytes: total } : { kind: 'restart' }
}

const contentLength = (headers: Headers): number | null => wholeInDigits(headers['content-length'])
