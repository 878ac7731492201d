import { toTransportError, type Transport, type TransportRequest, type TransportResponse } from './transport'

export interface Routes {
  /** How the system reaches an origin: `DIRECT`, `PROXY host:80; DIRECT`, … */
  readonly askProxy: (origin: string) => Promise<string>
  /** Connects to checked addresses alone. */
  readonly direct: Transport
  /** Chromium's stack, with the system's proxies and the certificates that a user or a company added. */
  readonly chromium: Transport
}

/**
 * Uses Chromium's stack where the system has a proxy, which then resolves the name, so no address can be checked; and
 * where the direct connection rejected the certificate, after it checked the address.
 */
export class RouteTransport implements Transport {
  constructor(private readonly routes: Routes) {}

  async request(request: TransportRequest): Promise<TransportResponse> {
    const { chromium } = this.routes
    if (!request.loopbackAllowed && (await this.#hasProxy(request.url))) return chromium.request(request)
    try {
      return await this.routes.direct.request(request)
    } catch (error) {
      if (toTransportError(error).failure !== 'certificate' || request.signal.aborted) throw error
      return chromium.request(request)
    }
  }

  async #hasProxy({ origin }: URL): Promise<boolean> {
    return !/^\s*(DIRECT\s*(;|$)|$)/i.test(await this.routes.askProxy(`${origin}/`))
  }
}
