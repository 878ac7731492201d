import { createServer, type Socket } from 'node:net'

export interface Post {
  readonly path: string
  readonly body: string
}

export interface RawServer {
  readonly url: string
  /** Complete POSTs by path, in order, over all connections. */
  posts(path: string): readonly Post[]
  close(): Promise<void>
}

/** Formats an answer that keeps the connection open. */
export const keepAlive = (body: string): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
  `connection: keep-alive\r\n\r\n${body}`

/**
 * Reads HTTP/1.1 from raw sockets, so that a server library can't hide a re-sent request. `answer` is called
 * after a complete POST and may do anything with its connection.
 */
export async function startRawServer(answer: (post: Post, socket: Socket) => void): Promise<RawServer> {
  const seen: Post[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let pending = ''
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1')
      const head = /^POST (\S+) [^]*?\r\ncontent-length: (\d+)\r\n[^]*?\r\n\r\n/i.exec(pending)
      const end = head ? head[0].length + Number(head[2]) : Infinity
      if (!head || pending.length < end) return
      const body = Buffer.from(pending.slice(head[0].length, end), 'latin1').toString('utf8')
      const post = { path: String(head[1]), body }
      pending = pending.slice(end)
      seen.push(post)
      answer(post, socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    posts: (path) => seen.filter((post) => post.path === path),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}
