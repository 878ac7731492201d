import { net, session, type App, type IncomingMessage, type Session } from 'electron'
import type { Clock } from '../../base/clock'
import { crashPoint } from '../../base/crash-points'
import { deadline } from '../../modelslab/transport/deadline'
import type { BrokenReason, Http, HttpOutcome, HttpRequest } from '../../modelslab/transport/http'
import { classifyNetError } from '../../modelslab/transport/net-errors'
import { oneAtATime } from './one-at-a-time'

/**
 * Prevents Chromium from re-sending a POST by itself; call before the app is ready.
 *
 * HttpNetworkTransaction re-sends a request, POST or not, (1) when a *reused* connection dies before the headers
 * of the answer, or answers 408; (2) on several errors of HTTP/2 and QUIC, such as a refused stream. The client
 * for paid requests never reuses a connection; without HTTP/2 and QUIC the second reason is gone too.
 */
export function prepareNetwork(app: App): void {
  app.commandLine.appendSwitch('disable-quic')
  app.commandLine.appendSwitch('disable-http2')
  // The page needs no DNS prefetch, which would bypass its session's proxy.
  app.commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false')
}

/** Returns the HTTP client for idempotent requests: balance, polls. Call after the app is ready. */
export function electronHttp(clock: Clock): Http {
  const own = session.fromPartition('api', { cache: false })
  return { send: (request) => exchange(own, request, clock) }
}

/**
 * Returns the HTTP client for paid requests: one at a time, each on a new connection, so that the server receives it at
 * most once. Call after the app is ready.
 */
export function electronPaidHttp(clock: Clock): Http {
  const own = session.fromPartition('paid', { cache: false })
  return oneAtATime(
    () => own.closeAllConnections(),
    (request) => exchange(own, { ...request, headers: { ...request.headers, connection: 'close' } }, clock)
  )
}

function exchange(own: Session, request: HttpRequest, clock: Clock): Promise<HttpOutcome> {
  if (request.signal?.aborted) {
    return Promise.resolve({
      kind: 'not_sent',
      why: 'called_off',
      detail: 'aborted before the request began'
    })
  }
  return new Promise<HttpOutcome>((resolve) => {
    const startedMs = performance.now()
    const sent = net.request({
      method: request.method,
      url: request.url,
      session: own,
      headers: { ...request.headers, 'accept-encoding': 'identity' },
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store'
    })
    const finish = (outcome: HttpOutcome): void => {
      callOff()
      request.signal?.removeEventListener('abort', aborted)
      resolve(outcome)
    }
    const breakOff = (why: BrokenReason, detail: string): void => {
      finish({ kind: 'broken', why, detail })
      sent.abort()
    }
    const fail = (error: Error): void =>
      finish(classifyNetError(netErrorCode(error), performance.now() - startedMs))
    const aborted = (): void => breakOff('aborted', 'called off')
    const callOff = deadline(clock, request.timeoutMs, () => breakOff('timeout', `${request.timeoutMs} ms`))

    request.signal?.addEventListener('abort', aborted)
    sent.on('error', fail)
    sent.on('finish', () => {
      try {
        crashPoint('request.flushed')
      } catch (error) {
        fail(error as Error)
      }
    })
    // Never send credentials to a proxy or server that asks for them.
    sent.on('login', (_info, callback) => callback())
    sent.on('redirect', (status, _method, _url, headers) => {
      finish({ kind: 'answered', status, headers: flatten(headers), body: '' })
      sent.abort()
    })
    sent.on('response', (response) => collect(response, request.maximumBytes, { finish, fail, breakOff }))
    if (request.body !== undefined) sent.write(request.body, 'utf8')
    sent.end()
  }).catch((error: unknown) => ({ kind: 'broken', why: 'other', detail: String(error) }))
}

interface Endings {
  readonly finish: (outcome: HttpOutcome) => void
  readonly fail: (error: Error) => void
  readonly breakOff: (why: BrokenReason, detail: string) => void
}

function collect(response: IncomingMessage, maximumBytes: number, { finish, fail, breakOff }: Endings): void {
  const chunks: Buffer[] = []
  let bytes = 0
  response.on('error', fail)
  response.on('aborted', () => breakOff('cut', 'answer cut short'))
  response.on('data', (chunk) => {
    bytes += chunk.length
    if (bytes > maximumBytes) breakOff('too_large', `more than ${maximumBytes} bytes`)
    else chunks.push(chunk)
  })
  response.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8')
    finish(answered(response.statusCode, flatten(response.headers), body))
  })
}

/** Chromium accepts a 407 from proxies only: the request was not forwarded. */
function answered(status: number, headers: Readonly<Record<string, string>>, body: string): HttpOutcome {
  if (status === 407) return { kind: 'not_sent', why: 'proxy', detail: 'the proxy wants a password' }
  return { kind: 'answered', status, headers, body }
}

const flatten = (headers: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value
    ])
  )

const netErrorCode = (error: Error): string => /net::(ERR_\w+)/.exec(error.message)?.[1] ?? error.message
