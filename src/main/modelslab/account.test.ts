import { expect, it } from 'vitest'
import { classifyBalance, readQueueCount } from './account'
import { answered, testKey, testNowMs } from './testing/answered'

const balance = (status: number, body: unknown): unknown => {
  const outcome = classifyBalance(answered(status, body), testKey, testNowMs)
  return outcome.kind === 'known' ? outcome.microdollars : outcome.kind
}

it.each([
  [200, { status: 'success', data: { balance: 43.6, currency: 'USD' } }, 43_600_000],
  [200, { balance: '0.11' }, 110_000],
  [200, { data: { balance: 0 } }, 0],
  [200, { data: { balance: -1 } }, 'not_known'],
  [200, { data: { balance: 5, currency: 'EUR' } }, 'not_known'],
  [200, { data: { balance: 'lots' } }, 'not_known'],
  [200, { data: {} }, 'not_known'],
  [200, '<html>', 'not_known'],
  [500, { data: { balance: 5 } }, 'not_known'],
  [500, { status: 'error', message: 'Invalid API key' }, 'not_known'],
  [401, '', 'key_rejected'],
  [200, { status: 'error', message: 'Invalid Api Key' }, 'key_rejected'],
  [403, { status: 'error', message: 'API key required' }, 'key_rejected']
])('%i %j: %s [A25]', (status, body, expected) => {
  expect(balance(status, body)).toBe(expected)
})

it.each([
  [{ kind: 'not_sent', why: 'dns', detail: '' } as const],
  [{ kind: 'broken', why: 'timeout', detail: '' } as const],
  [{ kind: 'not_sent', why: 'tls', detail: '' } as const],
  [{ kind: 'not_sent', why: 'proxy', detail: '' } as const],
  [{ kind: 'broken', why: 'other', detail: '' } as const]
])('%j is not the API: no paid request is sent [F07, F26, A22]', (outcome) => {
  expect(classifyBalance(outcome, testKey, testNowMs)).toMatchObject({ kind: 'not_known', offline: true })
})

it.each([
  [200, '<!DOCTYPE html><p>Sign in to this network', true],
  [302, '', true],
  [503, '<html>Service unavailable</html>', false],
  [200, '{"half', false]
])('%i %j counts as a network problem: %s [F25]', (status, body, offline) => {
  expect(classifyBalance(answered(status, body), testKey, testNowMs)).toMatchObject({
    kind: 'not_known',
    offline
  })
})

it.each([
  [200, { status: 'success', processing_count: 2 }, 2],
  [200, { processing_count: '3' }, 3],
  [200, { processing_count: -1 }, null],
  [200, { processing_count: null }, null],
  [200, {}, null],
  [500, { processing_count: 2 }, null]
])('%i %j: %s requests are queued', (status, body, expected) => {
  expect(readQueueCount(answered(status, body), testKey, testNowMs)).toBe(expected)
})
