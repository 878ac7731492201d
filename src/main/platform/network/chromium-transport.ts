import { net } from 'electron'
import { StreamBody, type MessageStream } from '../../downloads/transport/stream-body'
import {
  toTransportError,
  type Transport,
  type TransportRequest,
  type TransportResponse
} from '../../downloads/transport/transport'

/**
 * Chromium's network stack, which knows every kind of system proxy and every certificate that the system, its user
 * or a company added. Redirects are handed back, not followed.
 */
export class ChromiumTransport implements Transport {
  request({ url, headers, signal }: TransportRequest): Promise<TransportResponse> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const request = net.request({
        url: url.href,
        redirect: 'manual',
        credentials: 'omit',
        useSessionCookies: false,
        cache: 'no-store'
      })
      for (const [name, value] of Object.entries(headers)) request.setHeader(name, value)
      signal.addEventListener('abort', () => request.abort(), { once: true })
      request.on('redirect', (status, _method, location) => {
        resolve({ status, headers: { location }, body: nothing() })
        request.abort()
      })
      request.on('response', (response) => {
        resolve({
          status: response.statusCode,
          headers: joined(response.headers),
          body: new StreamBody(response as unknown as MessageStream)
        })
      })
      request.on('error', (error) => reject(toTransportError(error)))
      request.on('abort', () => reject(toTransportError(new Error('net::ERR_ABORTED'))))
      request.end()
    })
  }
}

function joined(headers: Readonly<Record<string, string | string[]>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(', ') : value
  ])
  return Object.fromEntries(entries) as Record<string, string>
}

async function* nothing(): AsyncIterable<Uint8Array> {
  // A redirect's body says nothing.
}
