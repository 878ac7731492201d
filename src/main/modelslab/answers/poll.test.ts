import { describe, expect, it } from 'vitest'
import { answered, testKey, testNowMs } from '../testing/answered'
import type { PollOutcome } from '../../generations/domain/provider'
import { classifyPoll } from './poll'

const polled = (status: number, body: unknown, headers = {}): PollOutcome =>
  classifyPoll(answered(status, body, headers), testKey, testNowMs)
const url = 'https://pub-1.r2.dev/generations/a.mp4'

describe('a poll without a state of the generation', () => {
  it.each([
    [{ kind: 'not_sent', why: 'offline', detail: '' } as const, 'offline'],
    [{ kind: 'not_sent', why: 'tls', detail: '' } as const, 'not_the_api'],
    [{ kind: 'not_sent', why: 'proxy', detail: '' } as const, 'not_the_api'],
    [{ kind: 'broken', why: 'timeout', detail: '' } as const, 'provider_unavailable']
  ])('%j waits for the network', (outcome, code) => {
    expect(classifyPoll(outcome, testKey, testNowMs)).toMatchObject({
      kind: 'try_later',
      waitFor: 'network',
      problem: { code }
    })
  })

  it.each([
    [503, 'Service Unavailable', 'service', 'provider_unavailable'],
    [502, '<html>Bad gateway</html>', 'service', 'provider_unavailable'],
    [500, { status: 'failed', message: 'Internal server error' }, 'service', 'provider_unavailable'],
    [404, '<html>Not here</html>', 'service', 'not_the_api'],
    [200, '{"status":"succ', 'service', 'not_the_api'],
    [200, 'null', 'service', 'not_the_api'],
    [403, { status: 'error', message: 'Forbidden' }, 'service', 'provider_unavailable'],
    [200, { status: 'error', message: 'Insufficient credits' }, 'service', 'provider_unavailable'],
    [401, '', 'key', 'key_rejected'],
    [200, { status: 'error', message: 'Invalid API key' }, 'key', 'key_rejected'],
    [429, '', 'rate_limit', 'rate_limited'],
    [200, { status: 'error', message: 'Rate limit exceeded' }, 'rate_limit', 'rate_limited']
  ])('%i %j: polls later, waits for %s', (status, body, waitFor, code) => {
    expect(polled(status, body)).toMatchObject({ kind: 'try_later', waitFor, problem: { code } })
  })

  it.each([
    [200, '<html>Sign in</html>'],
    [302, ''],
    [307, '{"status":"success"}']
  ])('%i %j comes from a proxy or portal before the API [F25]', (status, body) => {
    expect(polled(status, body)).toMatchObject({
      kind: 'try_later',
      waitFor: 'network',
      problem: { code: 'not_the_api', advice: expect.stringContaining('sign-in page') as string }
    })
  })

  it('passes on Retry-After', () => {
    expect(polled(503, '', { 'retry-after': '40' })).toMatchObject({ retryAfterMs: 40_000 })
  })
})

describe('a poll with a state', () => {
  it.each([
    { status: 'processing', message: 'Try Again', output: '' },
    { status: 'processing', id: 4, message: 'audio is processing', output: [] },
    { status: 'Queued' },
    { status: ' IN PROGRESS ' }
  ])('%j is still running', (body) => {
    expect(polled(200, body)).toEqual({ kind: 'processing', etaSeconds: null })
  })

  it.each([
    [{ status: 'something new', output: ['file:///x'], future_links: [url] }, 'something new'],
    [{ status: 'FINALISING' }, 'finalising'],
    [{ status: 'x'.repeat(1000) }, 'x'.repeat(40)],
    [{ status: ['success'], output: [], proxy_links: [url] }, 'none'],
    [{}, 'none']
  ])('%j counts as still running, and is reported as unknown [A05]', (body, oddStatus) => {
    expect(polled(200, body)).toEqual({ kind: 'processing', etaSeconds: null, oddStatus })
  })

  it.each([{}, { status: 'succeeded' }, { status: ['success'] }])(
    '%j with an output is finished [A05]',
    (said) => {
      const body = { ...said, id: 5, output: [url] }
      expect(polled(200, body)).toEqual({
        kind: 'finished',
        remoteId: '5',
        links: [{ url, proxyUrl: null }],
        raw: JSON.stringify(body)
      })
      expect(polled(201, body).kind).toBe('processing')
    }
  )

  it('is finished, with a second host', () => {
    const body = { status: 'success', output: [url], proxy_links: {} }
    expect(polled(200, body)).toEqual({
      kind: 'finished',
      remoteId: null,
      links: [{ url, proxyUrl: null }],
      raw: JSON.stringify(body)
    })
  })

  it.each([[], '', null, ['file:///x'], undefined])(
    'is finished with nothing to download: %j [A07]',
    (output) => {
      expect(polled(200, { status: 'success', output, future_links: [url] }).kind).toBe(
        'finished_without_links'
      )
    }
  )

  it.each([200, 400, 422])('has failed when the service says so, with HTTP %i', (status) => {
    expect(
      polled(status, { status: 'failed', id: '', message: 'Failed, Try Again', output: '' })
    ).toMatchObject({
      kind: 'failed',
      problem: { code: 'provider_failed', charged: 'not_known', theirWords: 'Failed, Try Again' }
    })
  })

  it.each([
    { message: 'Internal server error. Please try again.' },
    { message: 'Service temporarily unavailable. Please try again later.' },
    { message: 'Try Again' },
    {}
  ])('may be temporary: an error that says %j', (said) => {
    expect(polled(200, { status: 'error', ...said })).toMatchObject({
      kind: 'trouble',
      problem: { code: 'provider_failed', charged: 'not_known' }
    })
  })

  it.each([
    'The duration must be 4, 6 or 8.',
    'Model id not found',
    'Failed to generate the video. Please try again with another prompt.',
    'Something failed.'
  ])('has failed with a reason: %s', (message) => {
    expect(polled(200, { status: 'error', message }).kind).toBe('failed')
  })

  it.each([
    [200, 'Model id not found'],
    [200, 'Model veo-3.1-fast does not exist'],
    [400, 'Unknown model'],
    [404, 'Model not found: veo-3.1-fast'],
    [404, 'Model veo-3.1-fast not found']
  ])('has failed because its model is unknown by now, which may be charged: %i %s', (status, message) => {
    expect(polled(status, { status: 'error', message })).toMatchObject({
      kind: 'failed',
      problem: { code: 'model_withdrawn', charged: 'not_known' }
    })
  })

  it.each([
    'Model returned invalid output',
    'Model output not found',
    'Invalid model output',
    'Model weights not found on this server'
  ])('has failed, and not for its model: %s', (message) => {
    expect(polled(200, { status: 'error', message })).toMatchObject({
      kind: 'failed',
      problem: { code: 'provider_failed' }
    })
  })

  it('keeps polling where 404 may be about the record of the request', () => {
    expect(polled(404, { status: 'error', message: 'Model not found' }).kind).toBe('unknown_id')
  })

  it('knows the name of your own model', () => {
    const outcome = answered(200, { status: 'error', message: 'Acme has been retired' })
    const problem = { code: 'model_withdrawn' }
    expect(classifyPoll(outcome, testKey, testNowMs, 'acme-motion')).toMatchObject({ problem })
  })

  it('has failed for its content', () => {
    expect(polled(200, { status: 'error', message: 'Blocked by the safety filter' })).toMatchObject({
      kind: 'failed',
      problem: { code: 'content_refused' }
    })
  })

  it.each([
    [200, { status: 'failed', id: '', message: 'Request not found', output: '' }],
    [404, { status: 'error', message: 'Nothing here' }],
    [404, {}]
  ])('reports an unknown id: %i %j', (status, body) => {
    expect(polled(status, body)).toMatchObject({
      kind: 'unknown_id',
      problem: { code: 'unknown_at_provider' }
    })
  })
})
