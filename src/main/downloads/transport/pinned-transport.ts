import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import type { LookupFunction } from 'node:net'
import * as tls from 'node:tls'
import { withoutBrackets } from './address-check'
import { lookUpHost, systemResolver, type HostAddress, type Resolver } from './host-lookup'
import { StreamBody } from './stream-body'
import { toTransportError, type Transport, type TransportRequest, type TransportResponse } from './transport'

export interface PinnedTransportDeps {
  readonly resolver?: Resolver
  /** PEM certificates to trust; null for Node's default. */
  readonly certificates?: () => readonly string[] | null
}

/** Node's http and https, connected only to the address that was checked. */
export class PinnedTransport implements Transport {
  readonly #resolver: Resolver
  readonly #certificates: () => readonly string[] | null
  #secureContext: tls.SecureContext | undefined

  constructor(deps: PinnedTransportDeps = {}) {
    this.#resolver = deps.resolver ?? systemResolver
    this.#certificates = deps.certificates ?? systemCertificates
  }

  async request(request: TransportRequest): Promise<TransportResponse> {
    const { url, headers, loopbackAllowed, signal } = request
    const addresses = await lookUpHost(url.hostname, loopbackAllowed, this.#resolver)
    const options: http.RequestOptions = {
      host: withoutBrackets(url.hostname),
      port: url.port,
      path: url.pathname + url.search,
      headers,
      agent: false,
      lookup: pinnedTo(addresses),
      signal
    }
    try {
      const sent = url.protocol === 'https:' ? this.#secure(options) : http.request(options)
      sent.end()
      const [message] = (await once(sent, 'response')) as [http.IncomingMessage]
      // From here on errors belong to the body; without a listener the request's would crash the process.
      sent.on('error', ignore)
      return {
        status: message.statusCode ?? 0,
        headers: joined(message.headers),
        body: new StreamBody(message)
      }
    } catch (error) {
      throw toTransportError(error)
    }
  }

  #secure(options: http.RequestOptions): http.ClientRequest {
    this.#secureContext ??= makeSecureContext(this.#certificates())
    return https.request({ ...options, secureContext: this.#secureContext } as https.RequestOptions)
  }
}

/** Created once: parsing a hundred certificates would cost each request milliseconds. */
function makeSecureContext(certificates: readonly string[] | null): tls.SecureContext {
  return tls.createSecureContext(certificates ? { ca: [...certificates] } : {})
}

/** Node's certificates and the system's, where this Node can read the latter (24 and later). */
function systemCertificates(): readonly string[] | null {
  const { getCACertificates } = tls as { getCACertificates?: (from: 'default' | 'system') => string[] }
  return getCACertificates ? [...getCACertificates('default'), ...getCACertificates('system')] : null
}

const ignore = (): void => undefined

function pinnedTo(addresses: readonly HostAddress[]): LookupFunction {
  return (_name, options, callback) => {
    const [first] = addresses
    if (options.all || !first) callback(null, [...addresses])
    else callback(null, first.address, first.family)
  }
}

function joined(headers: http.IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? '')
  ])
  return Object.fromEntries(entries) as Record<string, string>
}
