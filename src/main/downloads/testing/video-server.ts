import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** File server on loopback with scripted responses, one by one or permanent. */
export class VideoServer {
  /** Requests so far, in order. */
  readonly requests: { readonly url: string; readonly headers: IncomingMessage['headers'] }[] = []
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #handlers = new Map<string, Handler[]>()

  private constructor() {
    this.#server = createServer({ keepAlive: false }, (request, response) => {
      const url = request.url ?? ''
      this.requests.push({ url, headers: request.headers })
      const handlers = this.#handlers.get(url) ?? []
      const handler = handlers.length > 1 ? handlers.shift() : handlers[0]
      if (handler) handler(request, response)
      else response.writeHead(404, { 'content-type': 'text/html' }).end('<html>not found</html>')
    })
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
  }

  static async start(): Promise<VideoServer> {
    const server = new VideoServer()
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    return server
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`
  }

  /** Answers a path with each handler once, and with the last one from then on. */
  on(path: string, ...handlers: readonly Handler[]): string {
    this.#handlers.set(path, [...handlers])
    return this.url(path)
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

export interface FileOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly etag?: string | null
  /** Cuts the connection after this many bytes of the body. */
  readonly cutAfter?: number
}

/** Serves bytes like a standard file server: with a length, an ETag, and ranges under `If-Range`. */
export function file(bytes: Buffer, { headers = {}, etag = '"v1"', cutAfter }: FileOptions = {}): Handler {
  return (request, response) => {
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')
    const isSame = request.headers['if-range'] === undefined || request.headers['if-range'] === etag
    const start = range && isSame ? Number(range[1]) : 0
    const common = { ...(etag !== null && { etag }), 'content-type': 'video/mp4', ...headers }
    if (start >= bytes.length && start > 0) {
      response.writeHead(416, { ...common, 'content-range': `bytes */${bytes.length}` }).end()
      return
    }
    const body = bytes.subarray(start)
    const length = { 'content-length': String(body.length) }
    const place = { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }
    if (start > 0) response.writeHead(206, { ...common, ...length, ...place })
    else response.writeHead(200, { ...common, ...length })
    if (cutAfter === undefined || cutAfter >= body.length) response.end(body)
    else cut(response, body.subarray(0, cutAfter))
  }
}

/** Sends the bytes, waits until they have left, and closes the connection. */
export function cut(response: ServerResponse, bytes: Buffer): void {
  response.flushHeaders()
  if (bytes.length === 0) response.socket?.end()
  else response.write(bytes, () => response.socket?.end())
}

/** Responds with a status and headers alone. */
export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}, body: string | Buffer = ''): Handler =>
  (_request, response) => {
    response.writeHead(code, headers).end(body)
  }

export const redirect = (location: string, code = 302): Handler => status(code, { location })

/** Writes a raw response, for what an HTTP library refuses to send. */
export const raw =
  (text: string): Handler =>
  (_request, response) => {
    response.socket?.end(text)
  }
