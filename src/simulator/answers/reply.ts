import type { ServerResponse } from 'node:http'

/** A complete HTTP answer before faults change it. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly location?: string
  /** True if the connection closes after it. */
  readonly closes?: boolean
}

/** Delivery of an answer: whole, partial or not at all. */
export type Delivery =
  | { readonly kind: 'whole'; readonly reply: Reply }
  | { readonly kind: 'half'; readonly reply: Reply }
  | { readonly kind: 'reset' | 'close' | 'silence' }

export const json = (status: number, value: unknown): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value)
})
export const html = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=UTF-8' },
  body
})
export const text = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body
})

/** Headers of real answers. */
const apiHeaders = {
  'cache-control': 'no-cache, private',
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST',
  server: 'cloudflare',
  'x-served-by': 'octane-api',
  'x-request-time': '0.123'
} as const

/** Writes an answer, or as much of it as the delivery allows. */
export function deliver(response: ServerResponse, delivery: Delivery): void {
  const { socket } = response
  switch (delivery.kind) {
    case 'whole':
      writeHead(response, delivery.reply)
      response.end(delivery.reply.body)
      return
    case 'half': {
      const bytes = Buffer.from(delivery.reply.body)
      writeHead(response, delivery.reply)
      response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => socket?.destroySoon())
      return
    }
    case 'reset':
      socket?.resetAndDestroy()
      return
    case 'close':
      socket?.destroySoon()
      return
    case 'silence':
      return
  }
}

/** Writes the head of an answer, with the length of its body and overriding headers. */
export function writeHead(
  response: ServerResponse,
  reply: Reply,
  overruling: Readonly<Record<string, string>> = {}
): void {
  const { status, headers, body, location, closes } = reply
  response.writeHead(status, {
    ...apiHeaders,
    ...headers,
    'content-length': Buffer.byteLength(body),
    ...(location !== undefined && { location }),
    ...(closes && { connection: 'close' }),
    ...overruling
  })
}
