import type { Transport, TransportRequest, TransportResponse } from './transport'

export interface Routes {
  /** How the system reaches an origin: `DIRECT`, `PROXY host:80; DIRECT`, … */
  readonly askProxy: (origin: string) => Promise<string>
  readonly direct: Transport
  readonly proxied: Transport
}

/** Takes the system's proxy where there is one; it then also looks up the name, so no address can be checked. */
export class RouteTransport implements Transport {
  constructor(readonly routes: Routes) {}

  async request(request: TransportRequest): Promise<TransportResponse> {
    const { askProxy, direct, proxied } = this.routes
    if (request.loopbackAllowed) return direct.request(request)
    const proxy = await askProxy(`${request.url.origin}/`)
    return /^\s*(DIRECT\s*(;|$)|$)/i.test(proxy) ? direct.request(request) : proxied.request(request)
  }
}
