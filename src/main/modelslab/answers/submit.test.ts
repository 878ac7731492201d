import { describe, expect, it } from 'vitest'
import { answered, testKey, testNowMs } from '../testing/answered'
import type { HttpOutcome } from '../transport/http'
import type { SubmitOutcome } from '../../generations/domain/provider'
import { classifySubmit } from './submit'

const submit = (outcome: HttpOutcome): SubmitOutcome => classifySubmit(outcome, testKey, testNowMs)
const submitted = (status: number, body: unknown, headers = {}): SubmitOutcome =>
  submit(answered(status, body, headers))
const url = 'https://pub-1.r2.dev/generations/a.mp4'
const page = '<!DOCTYPE html><html><body>Sign in</body></html>'

describe('transport', () => {
  it.each(['offline', 'dns', 'refused', 'unreachable', 'tls', 'proxy', 'called_off'] as const)(
    'a request that was not sent (%s) is not accepted [F07]',
    (why) => {
      expect(submit({ kind: 'not_sent', why, detail: '' })).toMatchObject({
        kind: 'not_taken',
        waitFor: 'network',
        raw: null,
        problem: { charged: 'no' }
      })
    }
  )

  it.each(['cut', 'timeout', 'too_large', 'aborted', 'other'] as const)(
    'an interrupted request (%s) is unclear [F06, F08]',
    (why) => {
      expect(submit({ kind: 'broken', why, detail: '' })).toMatchObject({
        kind: 'unclear',
        raw: null,
        problem: { code: 'may_have_been_sent', charged: 'not_known', retryable: false }
      })
    }
  )
})

describe('HTTP class', () => {
  const accepted = { status: 'processing', id: 7, output: [] }

  it.each([500, 502, 503, 504, 520, 301, 302, 307, 308, 408, 409, 413, 418, 425, 100, 0])(
    '%i is unclear, whatever the body says [F06, F09]',
    (status) => {
      for (const body of [accepted, { status: 'error', message: 'Invalid API key' }, page, '']) {
        expect(submitted(status, body).kind).toBe('unclear')
      }
    }
  )

  it.each([
    [401, 'key', 'key_rejected'],
    [402, 'credit', 'no_credit'],
    [429, 'rate_limit', 'rate_limited']
  ] as const)('%i is not accepted and waits for %s [F11]', (status, waitFor, code) => {
    for (const body of [{ status: 'error', message: 'No.' }, page, '']) {
      expect(submitted(status, body)).toMatchObject({
        kind: 'not_taken',
        waitFor,
        problem: { code, charged: 'no' }
      })
    }
  })

  it('a full queue passes on how long to wait [F10]', () => {
    const message = 'Rate limit exceeded. Maximum 5 queued requests allowed.'
    expect(submitted(429, { status: 'error', message, retry_after: 30 })).toMatchObject({
      retryAfterMs: 30_000,
      problem: { retryAfterMs: 30_000, theirWords: message }
    })
  })

  it.each([
    [400, 'prompt is required', { code: 'bad_request', field: 'prompt' }],
    [400, 'The aspect ratio must be 16:9 or 9:16.', { code: 'bad_request', field: 'aspectRatio' }],
    [
      422,
      { duration: ['The duration must be 4, 6 or 8.'] },
      { code: 'bad_request', field: 'durationSeconds' }
    ],
    [422, { fps: 'must be 25' }, { code: 'bad_request', field: 'further.fps' }],
    [422, { 'x/../y': 'bad' }, { code: 'bad_request' }],
    [403, 'This feature requires a premium subscription', { code: 'plan_lacks_model', field: 'modelId' }],
    [404, 'Model not found: nope', { code: 'bad_request', field: 'modelId' }],
    [400, 'The prompt was flagged by moderation', { code: 'content_refused', field: 'prompt' }]
  ])('%i with %j is refused and not charged [F11, F13]', (status, message, problem) => {
    const outcome = submitted(status, { status: 'error', message })
    expect(outcome).toMatchObject({
      kind: 'refused',
      problem: { ...problem, charged: 'no', retryable: false }
    })
  })

  it('a web page with 403 or 404 is refused as not the API [A02]', () => {
    expect(submitted(404, page)).toMatchObject({
      kind: 'refused',
      problem: { code: 'not_the_api', charged: 'no' }
    })
  })
})

describe('an id', () => {
  it.each([
    [176445190, '176445190'],
    ['176445190', '176445190'],
    ['abc123-def456', 'abc123-def456'],
    ['9'.repeat(32), '9'.repeat(32)],
    ['176445190.0', '176445190'],
    [' 176445190 ', '176445190'],
    [176445190.25, '176445190.25'],
    ['176445190.25', '176445190.25']
  ])('%j is accepted [A06]', (id, remoteId) => {
    expect(submitted(200, { status: 'processing', id, eta: 80 })).toMatchObject({
      kind: 'accepted',
      remoteId,
      etaSeconds: 80
    })
  })

  it.each([
    ['9007199254740993', '9007199254740993'],
    ['176445190123456789012', '176445190123456789012'],
    ['176445190.0', '176445190'],
    ['9007199254740993.0', '9007199254740993']
  ])('keeps every digit of the number %s [A06]', (written, remoteId) => {
    const body = `{"status":"processing","id":${written},"eta":146.5279869184}`
    expect(submitted(200, body)).toMatchObject({ kind: 'accepted', remoteId, etaSeconds: 147, raw: body })
  })

  it.each([
    0,
    -1,
    1e30,
    '0.0',
    '1.5.2',
    '.5',
    '',
    '0',
    '-5',
    '../x',
    'a/b',
    'a b',
    'x'.repeat(65),
    null,
    {},
    [5],
    true,
    undefined
  ])('%j is not an id: unclear, with the answer kept [F13, A06]', (id) => {
    const body = { status: 'processing', id }
    expect(submitted(200, body)).toMatchObject({ kind: 'unclear', raw: JSON.stringify(body) })
  })
})

describe('the status in the body', () => {
  it.each([
    'processing',
    'queued',
    'PENDING',
    ' Processing ',
    'in progress',
    'whatever',
    undefined,
    ['success'],
    5
  ])('%j is accepted with an id, and unclear without one [F13, A05]', (status) => {
    expect(submitted(200, { status, id: 7 }).kind).toBe('accepted')
    expect(submitted(200, { status }).kind).toBe('unclear')
  })

  it.each([
    ['a list', [url], [{ url, proxyUrl: null }]],
    ['a string', url, [{ url, proxyUrl: null }]],
    ['an object', { 0: url }, [{ url, proxyUrl: null }]],
    ['lists in a list', [[url], [null, 7]], [{ url, proxyUrl: null }]]
  ])('success with %s as addresses is finished [A07]', (_name, output, links) => {
    expect(submitted(200, { status: 'success', id: 7, output })).toMatchObject({
      kind: 'finished',
      remoteId: '7',
      links
    })
  })

  it('success without an id is finished if it has addresses', () => {
    expect(submitted(201, { status: 'success', output: [url] })).toMatchObject({
      kind: 'finished',
      remoteId: null
    })
  })

  it('success without addresses is accepted with an id, and unclear without one [A07]', () => {
    const planned = { status: 'success', output: [], future_links: [url], meta: { output: [url] } }
    expect(submitted(200, { ...planned, id: 7 }).kind).toBe('accepted')
    expect(submitted(200, planned).kind).toBe('unclear')
  })

  it('pairs each address with its second host, and uses that alone if it is the only one [A07]', () => {
    const proxy = 'https://cdn2.example.com/a.mp4'
    expect(
      submitted(200, { status: 'success', id: 7, output: [url], proxy_links: { 0: proxy } })
    ).toMatchObject({
      links: [{ url, proxyUrl: proxy }]
    })
    expect(submitted(200, { status: 'success', id: 7, output: '', proxy_links: [proxy] })).toMatchObject({
      links: [{ url: proxy, proxyUrl: null }]
    })
  })

  it('keeps at most 16 addresses, without duplicates and other schemes [A07, A08]', () => {
    const many = Array.from({ length: 500 }, (_, index) => `https://example.com/${index % 40}.mp4`)
    const outcome = submitted(200, {
      status: 'success',
      id: 7,
      output: ['file:///etc/passwd', 'data:,x', ...many]
    })
    expect(outcome.kind === 'finished' && outcome.links.map((link) => link.url)).toEqual(many.slice(0, 16))
  })

  it.each([
    ['Invalid Api Key', 'key', 'key_rejected'],
    ['API key required', 'key', 'key_rejected'],
    [{ key: ['The key field is required.'] }, 'key', 'key_rejected'],
    ['Insufficient credits. Please add more credits to continue.', 'credit', 'no_credit'],
    ['Rate limit exceeded', 'rate_limit', 'rate_limited']
  ])('an error inside a 200 that says %j is not accepted [F11, F13]', (message, waitFor, code) => {
    expect(submitted(200, { status: 'error', message })).toMatchObject({
      kind: 'not_taken',
      waitFor,
      problem: { code }
    })
  })

  it('ignores keywords in a message that quotes the prompt', () => {
    const message = 'Your prompt "a robot shouts: rate limit exceeded, invalid api key" could not be rendered'
    expect(submitted(200, { status: 'error', message }).kind).toBe('refused')
  })

  it.each([
    [403, 'Invalid API key', 'key'],
    [400, 'Invalid API key', 'key'],
    [403, 'Insufficient credits. Please add more credits to continue.', 'credit'],
    [400, 'Rate limit exceeded', 'rate_limit']
  ])('%i that says %j is not accepted either [F11]', (status, message, waitFor) => {
    expect(submitted(status, { status: 'error', message })).toMatchObject({ kind: 'not_taken', waitFor })
  })

  it('a 403 about the subscription is reported as a plan problem', () => {
    const message = 'Your subscription does not include this model'
    expect(submitted(403, { status: 'error', message })).toMatchObject({
      kind: 'refused',
      problem: { code: 'plan_lacks_model' }
    })
  })

  it.each([
    [200, { status: 'failed', id: 176445190, message: 'Failed, Try Again', output: '' }],
    [200, { status: 'error', id: 'abc123-def456', message: 'Something went wrong' }],
    [429, { status: 'error', id: 7, message: 'Rate limit exceeded' }],
    [422, { status: 'error', id: 7, message: { prompt: ['Too long.'] } }]
  ])('%i %j is refused, and can be polled by its id [F13]', (status, body) => {
    expect(submitted(status, body)).toMatchObject({
      kind: 'refused',
      remoteId: String(body.id),
      problem: { retryable: true, charged: 'not_known' }
    })
  })

  it.each(['Invalid API key', 'Rate limit exceeded'])(
    'never resends a request with an id that says %s',
    (message) => {
      expect(submitted(200, { status: 'error', id: 7, message }).kind).toBe('refused')
      expect(submitted(200, { status: 'failed', message }).kind).toBe('refused')
    }
  )

  it.each([
    [{ status: 'error', message: { prompt: ['The prompt field is required.'] } }, 'bad_request', 'no'],
    [{ status: 'error', message: 'Model id not found' }, 'bad_request', 'no'],
    [{ status: 'failed', id: '', message: 'Failed, Try Again', output: '' }, 'provider_failed', 'not_known'],
    [{ status: 'error', messege: 'content policy violation' }, 'content_refused', 'not_known'],
    [{ status: 'error', error: { message: 'Something failed' } }, 'provider_failed', 'not_known'],
    [{ status: 'ERROR' }, 'provider_failed', 'not_known']
  ])('%j is refused as %s, charged: %s [F13, A04]', (body, code, charged) => {
    expect(submitted(200, body)).toMatchObject({ kind: 'refused', problem: { code, charged } })
  })
})

describe('a 2xx that is not an answer of the API', () => {
  it.each([
    '',
    'null',
    '[]',
    '"ok"',
    '0',
    '{"status":"processing","id":',
    '{"id":7} trailing',
    '{"id":NaN}',
    page
  ])('%s is unclear, with the answer kept [A01, A02]', (body) => {
    expect(submitted(200, body)).toMatchObject({ kind: 'unclear', raw: body })
  })

  it('finds the id of a paid generation behind a byte order mark [A01]', () => {
    expect(submitted(200, '\uFEFF{"status":"processing","id":7}')).toMatchObject({
      kind: 'accepted',
      remoteId: '7'
    })
  })

  it('parses 5,000 levels of nesting [A03]', () => {
    const deep = `{"status":"success","id":7,"output":${'['.repeat(5_000)}${']'.repeat(5_000)}}`
    expect(submitted(200, deep).kind).toBe('accepted')
  })
})

describe('details of the answer', () => {
  it.each([0, -1, 1e12, '20.5', 'soon', null])('eta %j is clamped to 1 to 600 s or dropped [F19]', (eta) => {
    const outcome = submitted(200, { status: 'processing', id: 7, eta })
    const seconds = outcome.kind === 'accepted' ? outcome.etaSeconds : NaN
    expect(seconds === null || (seconds >= 1 && seconds <= 600)).toBe(true)
  })

  it('truncates the raw answer at 64 KiB', () => {
    const outcome = submitted(200, { status: 'processing', tip: 'ü'.repeat(100_000) })
    expect(Buffer.byteLength(outcome.raw ?? '')).toBeLessThanOrEqual(65_536)
  })

  it('removes an echoed key in every spelling [A24]', () => {
    const key = 'k/ey+with=signs"and\\more'
    const unicode = key.replaceAll(/[a-z]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)
    for (const echo of [
      JSON.stringify(key).slice(1, -1),
      unicode.replaceAll('"', '\\"'),
      encodeURIComponent(key),
      Buffer.from(key).toString('base64')
    ]) {
      const body = `{"status":"error","message":"Wrong: ${echo}","tip":"${echo}"}`
      const outcome = classifySubmit(answered(200, body), key, testNowMs)
      const words = outcome.kind === 'refused' ? outcome.problem.theirWords : ''
      expect([words, outcome.raw]).toEqual([
        expect.stringContaining('Wrong: [hidden]'),
        '{"status":"error","message":"Wrong: [hidden]","tip":"[hidden]"}'
      ])
    }
  })

  it('reduces a message to one bounded line without control, bidirectional characters or addresses [A04]', () => {
    const message = `a\u202eb\u0000c\n<b>d</b> https://example.com/secret?x=1 ${'e'.repeat(5_000)}`
    const outcome = submitted(400, { status: 'error', message })
    const words = outcome.kind === 'refused' ? outcome.problem.theirWords : undefined
    expect(words).toMatch(/^a b c <b>d<\/b> \[link\] e+…$/)
    expect(words?.length).toBe(600)
  })
})
