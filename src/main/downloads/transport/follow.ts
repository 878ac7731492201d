import type { Clock } from '../../base/clock'
import { retryAfterMs } from '../../base/retry-after'
import type { DownloadPolicy } from '../policy'
import {
  toTransportError,
  TransportError,
  type Transport,
  type TransportFailure,
  type TransportResponse
} from './transport'
import { checkUrl } from './url-check'

export interface Asked {
  readonly source: string
  readonly headers: Readonly<Record<string, string>>
  readonly loopbackAllowed: boolean
  readonly signal: AbortSignal
}

/** A response with 200, 206 or 416, or why there is none. `detail` is for the log. */
export type Answer =
  | { readonly kind: 'answered'; readonly response: TransportResponse; readonly exchange: AbortController }
  | { readonly kind: 'gone' }
  /** The server refuses this link. */
  | { readonly kind: 'rejected'; readonly detail: string }
  /** The body is encoded, so it is not the original file. */
  | { readonly kind: 'encoded' }
  | { readonly kind: 'forbidden'; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly failure: TransportFailure; readonly detail: string }
  | { readonly kind: 'busy'; readonly status: number; readonly retryAfterMs: number | null }
  /** A response that HTTP does not allow here. */
  | { readonly kind: 'nonsense'; readonly detail: string }

const redirects = new Set([301, 302, 303, 307, 308])
const gone = new Set([403, 404, 410])
const busy = new Set([408, 425, 429])
/** Required by a proxy, not by the video's server. */
const proxyAuthenticationRequired = 407

/** Sends the request and follows redirects, with the same checks at every hop. */
export async function ask(
  transport: Transport,
  asked: Asked,
  policy: DownloadPolicy,
  clock: Clock
): Promise<Answer> {
  const { source, loopbackAllowed } = asked
  let checked = checkUrl(source, loopbackAllowed)
  for (let hop = 0; hop <= policy.maximumRedirects; hop += 1) {
    if (!checked.ok) return { kind: 'forbidden', detail: checked.error }
    const url: URL = checked.value
    // One controller per hop, so that a redirect's body can be dropped without ending the download.
    const exchange = new AbortController()
    const answer = await askOnce(transport, url, asked, exchange, policy.stallMs, clock)
    if (answer.kind === 'answered') return answer
    exchange.abort()
    if (answer.kind !== 'redirect') return answer
    checked = checkUrl(answer.location, loopbackAllowed, url)
  }
  return { kind: 'forbidden', detail: 'too_many_redirects' }
}

type Hop = Answer | { readonly kind: 'redirect'; readonly location: string }

async function askOnce(
  transport: Transport,
  url: URL,
  { headers, loopbackAllowed, signal }: Asked,
  exchange: AbortController,
  stallMs: number,
  clock: Clock
): Promise<Hop> {
  const calledOff = AbortSignal.any([signal, exchange.signal])
  const stopTimer = clock.setTimer(stallMs, () => exchange.abort())
  try {
    const request = { url, headers, loopbackAllowed, signal: calledOff }
    return classify(await unlessAborted(transport.request(request), calledOff), exchange, clock.now())
  } catch (error) {
    const { failure, detail } = toTransportError(error)
    return failure === 'forbidden_address'
      ? { kind: 'forbidden', detail }
      : { kind: 'unreachable', failure, detail }
  } finally {
    stopTimer()
  }
}

/** Stops waiting for a name lookup, which cannot be cancelled. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => reject(new TransportError('broken', 'no_answer'))
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
  return Promise.race([promise, aborted])
}

function classify(response: TransportResponse, exchange: AbortController, nowMs: number): Hop {
  const { status, headers } = response
  if (redirects.has(status)) {
    const location = headers['location']
    return location ? { kind: 'redirect', location } : { kind: 'nonsense', detail: 'no_location' }
  }
  if (gone.has(status)) return { kind: 'gone' }
  if (status >= 500 || busy.has(status))
    return { kind: 'busy', status, retryAfterMs: retryAfterMs(undefined, headers, nowMs) }
  if (status >= 400 && status !== 416 && status !== proxyAuthenticationRequired)
    return { kind: 'rejected', detail: `status_${status}` }
  if (status !== 200 && status !== 206 && status !== 416)
    return { kind: 'nonsense', detail: `status_${status}` }
  const encoding = headers['content-encoding']?.trim().toLowerCase()
  if (encoding && encoding !== 'identity') return { kind: 'encoded' }
  return { kind: 'answered', response, exchange }
}
