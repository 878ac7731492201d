import { createServer, type Socket } from 'node:net'

export const faults = ['rst', 'fin', '408', 'silent', 'half_headers', 'half_body', '500', '307'] as const
export type Fault = (typeof faults)[number]

export interface CountingServer {
  readonly port: number
  /** How many complete POSTs arrived for a path, on whatever connection. */
  posts(path: string): number
  close(): Promise<void>
}

const close = 'content-length: 0\r\nconnection: close\r\n\r\n'

/** What happens once the whole POST was read; anything else than these is answered with 200. */
const answers: Readonly<Record<string, (socket: Socket) => void>> = {
  '/rst': (socket) => void socket.resetAndDestroy(),
  '/fin': (socket) => void socket.end(),
  '/408': (socket) => void socket.end(`HTTP/1.1 408 Request Timeout\r\n${close}`),
  '/silent': () => undefined,
  '/half_headers': (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-le'),
  '/half_body': (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"status":'),
  '/500': (socket) => void socket.end(`HTTP/1.1 500 Oops\r\n${close}`),
  '/307': (socket) => void socket.end(`HTTP/1.1 307 There\r\nlocation: /elsewhere\r\n${close}`)
}

/** Reads HTTP/1.1 off raw sockets, so that a re-sent request cannot hide behind a server library. */
export async function countingServer(): Promise<CountingServer> {
  const seen: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let pending = ''
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1')
      const request = /^POST (\S+) [^]*?\r\ncontent-length: (\d+)\r\n[^]*?\r\n\r\n/i.exec(pending)
      if (!request || pending.length < request[0].length + Number(request[2])) return
      pending = ''
      const path = String(request[1])
      seen.push(path)
      const answer = answers[path]
      if (answer) answer(socket)
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    posts: (path) => seen.filter((one) => one === path).length,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}
