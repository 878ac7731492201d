import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeClock } from '../../base/testing/fake-clock'
import type { HttpOutcome, HttpRequest } from './http'
import { nodeHttp } from './node-http'

/** Reads raw requests, counts them, and sends the configured responses. */
let server: Server
let port: number
let posts: number
let answer: (socket: Socket) => void
let arrived: () => void

beforeEach(async () => {
  posts = 0
  arrived = () => undefined
  server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      if (chunk.toString('latin1').startsWith('POST ')) posts += 1
      answer(socket)
      arrived()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterEach(() => void server.close())

const clock = new FakeClock()
const post = (change: Partial<HttpRequest> = {}): Promise<HttpOutcome> =>
  nodeHttp(clock).send({
    method: 'POST',
    url: `http://127.0.0.1:${port}/`,
    headers: { 'content-type': 'application/json' },
    body: '{"prompt":"ü"}',
    timeoutMs: 1_000,
    maximumBytes: 100,
    ...change
  })
const reply = (text: string) => (socket: Socket) => void socket.end(text)

it('returns status, lower-case headers and body, and follows no redirect', async () => {
  answer = reply('HTTP/1.1 307 There\r\nLocation: /x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}')
  expect(await post()).toEqual({
    kind: 'answered',
    status: 307,
    headers: { location: '/x', 'content-length': '2', connection: 'close' },
    body: '{}'
  })
})

it.each<[string, (socket: Socket) => void, string]>([
  ['a reset', (socket) => void socket.resetAndDestroy(), 'cut'],
  ['a close', (socket) => void socket.end(), 'cut'],
  ['half the headers', reply('HTTP/1.1 200 OK\r\ncontent-le'), 'cut'],
  ['half the body', reply('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"status"'), 'cut'],
  ['too long a body', reply(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(101)}`), 'too_large'],
  ['no HTTP', reply('hello\r\n\r\n'), 'other'],
  ['10,000 headers', reply(`HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(10_000)}\r\n`), 'other'],
  ['a header with a line break in it', reply('HTTP/1.1 200 OK\r\nx: a\rb\r\n\r\n'), 'other'],
  ['headers of 1 MB', reply(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(1_000_000)}\r\n\r\n`), 'other']
])('%s after the request is an interruption, and it was sent once [F06, A21]', async (_name, behave, why) => {
  answer = behave
  expect(await post()).toMatchObject({ kind: 'broken', why })
  expect(posts).toBe(1)
})

it('accepts headers that are not UTF-8 [A21]', async () => {
  const head = Buffer.from('HTTP/1.1 200 OK\r\nx-name: \xff\xfe\xc3\r\ncontent-length: 2\r\n\r\n{}', 'latin1')
  answer = (socket) => void socket.end(head)
  expect(await post()).toMatchObject({ kind: 'answered', headers: { 'x-name': '\xff\xfe\xc3' }, body: '{}' })
})

it('reports a refused connection as not sent [F07]', async () => {
  await new Promise((resolve) => server.close(resolve))
  expect(await post()).toMatchObject({ kind: 'not_sent', why: 'refused' })
})

it('reports silence as interrupted after the timeout [F08]', async () => {
  answer = () => undefined
  const seen = new Promise<void>((resolve) => (arrived = resolve))
  const outcome = post()
  await seen
  clock.advance(1_000)
  expect([await outcome, posts]).toEqual([{ kind: 'broken', why: 'timeout', detail: '1000 ms' }, 1])
})

it('reports an aborted request as interrupted once it started, and as not sent before', async () => {
  answer = () => undefined
  const control = new AbortController()
  const seen = new Promise<void>((resolve) => (arrived = resolve))
  const outcome = post({ signal: control.signal })
  await seen
  control.abort()
  expect(await outcome).toMatchObject({ kind: 'broken', why: 'aborted' })
  expect(await post({ signal: control.signal })).toMatchObject({ kind: 'not_sent', why: 'called_off' })
  expect(posts).toBe(1)
})

it('reports an invalid address as an outcome', async () => {
  expect(await post({ url: 'nonsense' })).toMatchObject({ kind: 'broken', why: 'other' })
})
