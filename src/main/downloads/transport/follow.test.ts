import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../base/testing/fake-clock'
import { ask } from './follow'
import { defaultPolicy } from '../policy'
import { TransportError, type Transport, type TransportRequest, type TransportResponse } from './transport'

// eslint-disable-next-line require-yield -- a body that is never read
async function* noBody(): AsyncIterable<Uint8Array> {
  await Promise.resolve()
}

/** Returns the configured response for each URL, and records the requests. */
class FakeTransport implements Transport {
  readonly asked: TransportRequest[] = []

  constructor(readonly answer: (url: string) => Partial<TransportResponse> | Error) {}

  request(request: TransportRequest): Promise<TransportResponse> {
    this.asked.push(request)
    const answer = this.answer(request.url.href)
    if (answer instanceof Error) return Promise.reject(answer)
    return Promise.resolve({ status: 200, headers: {}, body: noBody(), ...answer })
  }
}

const asking = (
  transport: Transport,
  source = 'https://cdn.example.com/a',
  signal = new AbortController().signal,
  clock = new FakeClock()
) =>
  ask(
    transport,
    { source, headers: { range: 'bytes=5-' }, loopbackAllowed: false, signal },
    defaultPolicy,
    clock
  )

describe('following redirects', () => {
  it('sends the headers along every hop, and discards the bodies in between', async () => {
    const transport = new FakeTransport((url) =>
      url.endsWith('/a') ? { status: 302, headers: { location: 'https://other.example.com/b' } } : {}
    )
    expect(await asking(transport)).toMatchObject({ kind: 'answered' })
    expect(transport.asked.map(({ url, headers }) => [url.href, headers['range']])).toEqual([
      ['https://cdn.example.com/a', 'bytes=5-'],
      ['https://other.example.com/b', 'bytes=5-']
    ])
    expect(transport.asked.map(({ signal }) => signal.aborted)).toEqual([true, false])
  })

  it.each([
    'http://other.example.com/b',
    'https://127.0.0.1/b',
    'https://2130706433/b',
    'https://[::ffff:127.0.0.1]/b',
    'https://localhost/b',
    'https://metadata.google.internal/b',
    'https://other.example.com:8443/b',
    'https://user@other.example.com/b',
    'app://dailies/b',
    'file:///b',
    '//127.0.0.1/b'
  ])('makes no request to %s after a redirect [A12]', async (location) => {
    const transport = new FakeTransport(() => ({ status: 301, headers: { location } }))
    expect(await asking(transport)).toMatchObject({
      kind: 'forbidden',
      detail: expect.stringMatching(/^(scheme|host|port|user_info)$/) as string
    })
    expect(transport.asked).toHaveLength(1)
  })

  it.each([
    ['offline', new TransportError('offline', 'ENOTFOUND'), { kind: 'unreachable', failure: 'offline' }],
    ['forbidden', new TransportError('forbidden_address', 'x'), { kind: 'forbidden' }],
    [
      'a bad certificate',
      Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }),
      { failure: 'certificate' }
    ],
    ['broken in Chromium', new Error('net::ERR_CONNECTION_RESET'), { failure: 'broken' }],
    ['offline in Chromium', new Error('net::ERR_INTERNET_DISCONNECTED'), { failure: 'offline' }],
    ['something else', new Error('hm'), { failure: 'broken', detail: 'Error' }]
  ])('reports %s', async (_what, error, expected) => {
    expect(await asking(new FakeTransport(() => error))).toMatchObject(expected)
  })

  it.each<[number, Readonly<Record<string, string>>, string]>([
    [200, { 'content-encoding': 'Identity' }, 'answered'],
    [200, { 'content-encoding': 'gzip' }, 'encoded'],
    [201, {}, 'nonsense'],
    [204, {}, 'nonsense'],
    [206, {}, 'answered'],
    [304, {}, 'nonsense'],
    [400, {}, 'rejected'],
    [401, {}, 'rejected'],
    [403, {}, 'gone'],
    [407, {}, 'nonsense'],
    [451, {}, 'rejected'],
    [416, {}, 'answered'],
    [408, {}, 'busy'],
    [425, {}, 'busy'],
    [429, {}, 'busy'],
    [503, {}, 'busy']
  ])('classifies %i with %j as %s', async (status, headers, kind) => {
    expect(await asking(new FakeTransport(() => ({ status, headers })))).toMatchObject({ kind })
  })

  it.each([
    ['7', 7_000],
    ['0', 1_000],
    ['soon 5', null]
  ])('parses a Retry-After of "%s" as %s ms [F20]', async (wait, retryAfterMs) => {
    const transport = new FakeTransport(() => ({ status: 503, headers: { 'retry-after': wait } }))
    expect(await asking(transport)).toMatchObject({ kind: 'busy', retryAfterMs })
  })

  it('leaves no timer behind', async () => {
    const clock = new FakeClock()
    await asking(new FakeTransport(() => ({})), undefined, undefined, clock)
    expect(clock.pending).toBe(0)
  })

  it('does not wait for a cancelled lookup', async () => {
    const transport: Transport = { request: () => new Promise(() => undefined) }
    const aborted = AbortSignal.abort()
    expect(await asking(transport, 'https://cdn.example.com/a', aborted)).toMatchObject({
      kind: 'unreachable'
    })
  })
})
