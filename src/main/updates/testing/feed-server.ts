import { createHash } from 'node:crypto'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Answer = (response: ServerResponse) => void

/** Serves a feed and its files on this machine, well-behaved or not. */
export class FeedServer {
  /** Paths that were asked for, in order. */
  readonly asked: string[] = []
  readonly #answers = new Map<string, Answer>()
  readonly #server: Server

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://x').pathname
      this.asked.push(path)
      response.on('error', () => undefined)
      const answer = this.#answers.get(path)
      if (answer) answer(response)
      else response.writeHead(404).end('not here')
    })
  }

  static async start(): Promise<FeedServer> {
    const server = new FeedServer()
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    return server
  }

  get folder(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/releases/`
  }

  answer(name: string, answer: Answer | string | Buffer): void {
    const respond: Answer =
      typeof answer === 'function' ? answer : (response) => void response.writeHead(200).end(answer)
    this.#answers.set(`/releases/${name}`, respond)
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

export const sha512Of = (content: string | Buffer): string =>
  createHash('sha512').update(content).digest('base64')

/** Returns a feed as electron-builder writes it. */
export function feedOf(
  version: string,
  content: string | Buffer = 'the package',
  change: { readonly url?: string; readonly sha512?: string; readonly size?: number | string } = {}
): string {
  const { url = 'Dailies.exe', sha512 = sha512Of(content), size = content.length } = change
  return `version: ${version}
files:
  - url: ${url}
    sha512: ${sha512}
    size: ${size}
path: ${url}
sha512: ${sha512}
releaseDate: '2026-11-29T12:00:00.000Z'
`
}

/** Sends pieces for as long as the other side takes them. */
export function sendEndlessly(response: ServerResponse): void {
  const piece = Buffer.alloc(64 * 1024, 'x')
  const send = (): void => {
    while (!response.destroyed && response.write(piece));
  }
  response.writeHead(200).on('drain', send)
  send()
}
