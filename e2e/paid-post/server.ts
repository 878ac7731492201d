import type { Socket } from 'node:net'
import { keepAlive, startRawServer, type RawServer } from '../support/servers/raw-server'

export const faults = ['rst', 'fin', '408', 'silent', 'half_headers', 'half_body', '500', '307'] as const
export type Fault = (typeof faults)[number]

const close = 'content-length: 0\r\nconnection: close\r\n\r\n'

/** Reactions to a complete POST; the path names the fault. */
export const misbehave: Readonly<Record<Fault, (socket: Socket) => void>> = {
  rst: (socket) => void socket.resetAndDestroy(),
  fin: (socket) => void socket.end(),
  '408': (socket) => void socket.end(`HTTP/1.1 408 Request Timeout\r\n${close}`),
  silent: () => undefined,
  half_headers: (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-le'),
  half_body: (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"status":'),
  '500': (socket) => void socket.end(`HTTP/1.1 500 Oops\r\n${close}`),
  '307': (socket) => void socket.end(`HTTP/1.1 307 There\r\nlocation: /elsewhere\r\n${close}`)
}

const isFault = (name: string): name is Fault => (faults as readonly string[]).includes(name)

/** Answers a POST to `/rst` with an RST, and so on; every other path with 200, the connection kept. */
export const startFaultyServer = (): Promise<RawServer> =>
  startRawServer(({ path }, socket) => {
    const name = path.slice(1)
    if (isFault(name)) misbehave[name](socket)
    else socket.write(keepAlive('{}'))
  })
