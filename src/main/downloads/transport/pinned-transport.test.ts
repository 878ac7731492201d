import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Resolver } from './host-lookup'
import { PinnedTransport } from './pinned-transport'
import { testCertificate } from '../testing/test-certificate'
import type { TransportResponse } from './transport'
import { file, VideoServer } from '../testing/video-server'

let server: VideoServer
beforeEach(async () => {
  server = await VideoServer.start()
  server.on('/a', file(Buffer.from('hello')))
})
afterEach(() => server.stop())

const ask = (transport: PinnedTransport, url: string, signal = new AbortController().signal) =>
  transport.request({ url: new URL(url), headers: { 'x-test': '1' }, loopbackAllowed: true, signal })

async function textOf({ body }: TransportResponse): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** Resolves to the next address each time. */
function changing(...addresses: readonly string[]): Resolver & { calls: () => number } {
  let calls = 0
  const resolver: Resolver = () =>
    Promise.resolve([{ address: addresses[calls++] ?? '127.0.0.1', family: 4 }])
  return Object.assign(resolver, { calls: () => calls })
}

describe('PinnedTransport', () => {
  it('connects to the checked address without a second lookup [A11]', async () => {
    const resolver = changing('127.0.0.1', '10.0.0.1')
    const response = await ask(new PinnedTransport({ resolver }), `http://localhost:${server.port}/a`)
    expect(await textOf(response)).toBe('hello')
    expect(response).toMatchObject({ status: 200, headers: { etag: '"v1"', 'content-length': '5' } })
    expect(resolver.calls()).toBe(1)
    expect(server.requests[0]?.headers).toMatchObject({ host: `localhost:${server.port}`, 'x-test': '1' })
  })

  it('does not connect if the name resolves elsewhere [A11]', async () => {
    const transport = new PinnedTransport({ resolver: changing('10.0.0.1') })
    const asking = ask(transport, `http://localhost:${server.port}/a`)
    await expect(asking).rejects.toMatchObject({ failure: 'forbidden_address' })
    expect(server.requests).toEqual([])
  })

  it('tries the next address of a name if the first is unreachable [F27]', async () => {
    const resolver: Resolver = () =>
      Promise.resolve([
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 }
      ])
    const response = await ask(new PinnedTransport({ resolver }), `http://localhost:${server.port}/a`)
    expect(await textOf(response)).toBe('hello')
  })

  it('reports a refused connection', async () => {
    const { port } = server
    await server.stop()
    await expect(ask(new PinnedTransport(), `http://127.0.0.1:${port}/a`)).rejects.toMatchObject({
      failure: 'broken',
      detail: 'ECONNREFUSED'
    })
    server = await VideoServer.start()
  })

  it('returns the bytes that arrived before a cut', async () => {
    server.on('/cut', file(Buffer.from('hello world'), { cutAfter: 5 }))
    const { body } = await ask(new PinnedTransport(), server.url('/cut'))
    const chunks: string[] = []
    const reading = (async () => {
      for await (const chunk of body) chunks.push(Buffer.from(chunk).toString())
    })()
    await expect(reading).rejects.toMatchObject({ failure: 'broken' })
    expect(chunks.join('')).toBe('hello')
  })

  it('joins repeated headers', async () => {
    server.on('/many', (_request, response) => {
      response.writeHead(200, [
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2']
      ] as unknown as Record<string, string>)
      response.end()
    })
    const { headers } = await ask(new PinnedTransport(), server.url('/many'))
    expect(headers['set-cookie']).toBe('a=1, b=2')
  })
})

describe('PinnedTransport over TLS', () => {
  const { key, cert } = testCertificate('localhost')
  let secure: Server
  const url = (): string => `https://localhost:${(secure.address() as AddressInfo).port}/a`
  const resolver: Resolver = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }])

  beforeEach(async () => {
    secure = createServer({ key, cert }, (_request, response) => response.end('hello'))
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => new Promise((resolve) => secure.close(resolve)))

  it('rejects an untrusted certificate', async () => {
    await expect(ask(new PinnedTransport({ resolver }), url())).rejects.toMatchObject({
      failure: 'certificate'
    })
  })

  it('accepts a trusted certificate, twice', async () => {
    const transport = new PinnedTransport({ resolver, certificates: () => [cert] })
    expect(await textOf(await ask(transport, url()))).toBe('hello')
    expect(await textOf(await ask(transport, url()))).toBe('hello')
  })

  it('rejects a certificate of another host', async () => {
    const other = url().replace('localhost', '127.0.0.1')
    const transport = new PinnedTransport({ certificates: () => [cert] })
    await expect(ask(transport, other)).rejects.toMatchObject({ failure: 'certificate' })
  })
})
