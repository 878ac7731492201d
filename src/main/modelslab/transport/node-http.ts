import { request as insecureRequest, type IncomingMessage } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { Clock } from '../../base/clock'
import { crashPoint } from '../../base/crash-points'
import { deadline } from './deadline'
import type { BrokenReason, Http, HttpOutcome, HttpRequest } from './http'
import { classifyNetError } from './net-errors'

/**
 * HTTP client in plain Node, for runs without Electron: every request has its own connection (`agent: false`), on which
 * Node never re-sends. No system proxy, no system certificates.
 */
export function nodeHttp(clock: Clock): Http {
  return { send: (request) => exchange(request, clock) }
}

function exchange(request: HttpRequest, clock: Clock): Promise<HttpOutcome> {
  if (request.signal?.aborted) {
    return Promise.resolve({
      kind: 'not_sent',
      why: 'called_off',
      detail: 'aborted before the request began'
    })
  }
  return new Promise<HttpOutcome>((resolve) => {
    const startedMs = performance.now()
    const open = request.url.startsWith('https:') ? secureRequest : insecureRequest
    const sent = open(request.url, {
      method: request.method,
      agent: false,
      headers: {
        ...request.headers,
        'accept-encoding': 'identity',
        'content-length': Buffer.byteLength(request.body ?? '')
      }
    })
    const finish = (outcome: HttpOutcome): void => {
      callOff()
      request.signal?.removeEventListener('abort', aborted)
      resolve(outcome)
    }
    const breakOff = (why: BrokenReason, detail: string): void => {
      finish({ kind: 'broken', why, detail })
      sent.destroy()
    }
    const fail = (error: NodeJS.ErrnoException): void =>
      finish(classifyNetError(error.code ?? error.message, performance.now() - startedMs))
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
    sent.on('response', (response) => collect(response, request.maximumBytes, { finish, fail, breakOff }))
    sent.end(request.body)
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
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maximumBytes) breakOff('too_large', `more than ${maximumBytes} bytes`)
    else chunks.push(chunk)
  })
  response.on('end', () =>
    finish({
      kind: 'answered',
      status: response.statusCode ?? 0,
      headers: flatten(response.headers),
      body: Buffer.concat(chunks).toString('utf8')
    })
  )
}

const flatten = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? '')
    ])
  )
