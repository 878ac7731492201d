import { RemoteId } from '@shared/generation'
import { Problem } from '@shared/problem'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { classifyBalance } from '../account'
import { readAnswer } from './answer'
import { answered, testKey, testNowMs } from '../testing/answered'
import { classifyPoll } from './poll'
import { classifySubmit } from './submit'

const words = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('Invalid API key', 'Rate limit exceeded', 'Insufficient credits', 'not found', testKey)
)
const known = fc.constantFrom('success', 'processing', 'error', 'failed', 'SUCCESS', 'pending', 'odd')
const links = fc.oneof(fc.webUrl(), fc.array(fc.webUrl()), fc.jsonValue())
const apiLike = fc.record(
  {
    status: fc.oneof(known, fc.jsonValue()),
    id: fc.oneof(fc.integer(), fc.string(), fc.jsonValue()),
    eta: fc.oneof(fc.double(), fc.jsonValue()),
    output: links,
    proxy_links: links,
    message: fc.oneof(
      words,
      fc.dictionary(
        fc.oneof(fc.string(), fc.constantFrom('duration', 'constructor', '__proto__')),
        fc.array(words)
      ),
      fc.jsonValue()
    ),
    messege: words,
    tip: words,
    retry_after: fc.oneof(fc.double(), fc.string(), fc.jsonValue())
  },
  { requiredKeys: [] }
)
const anyBody = fc.oneof(
  apiLike.map((body) => JSON.stringify(body)),
  fc.json(),
  fc.string({ unit: 'binary' }),
  apiLike.map((body) => JSON.stringify(body).slice(0, -3))
)
const anyStatus = fc.oneof(
  fc.constantFrom(200, 201, 400, 401, 402, 403, 404, 422, 429, 500, 503),
  fc.nat(999)
)
const anyHeaders = fc.dictionary(
  fc.constantFrom('retry-after', 'x-ratelimit-reset', 'content-type'),
  fc.oneof(fc.string(), fc.double().map(String))
)
const anyAnswer = fc.tuple(anyStatus, anyBody, anyHeaders)

function expectLegal(outcome: object): void {
  const { raw, problem, retryAfterMs, etaSeconds, remoteId } = outcome as Record<string, unknown>
  expect(JSON.stringify(outcome)).not.toContain(testKey)
  if (problem !== undefined) Problem.parse(problem)
  if (typeof raw === 'string') expect(Buffer.byteLength(raw)).toBeLessThanOrEqual(65_536)
  if (typeof retryAfterMs === 'number')
    expect(retryAfterMs).toSatisfy((ms: number) => Number.isInteger(ms) && ms >= 1_000 && ms <= 3_600_000)
  if (typeof etaSeconds === 'number')
    expect(etaSeconds).toSatisfy((eta: number) => Number.isInteger(eta) && eta >= 1 && eta <= 600)
  if (typeof remoteId === 'string') RemoteId.parse(remoteId)
}

it('returns a legal outcome for any answer', () => {
  fc.assert(
    fc.property(anyAnswer, ([status, body, headers]) => {
      const outcome = answered(status, body, headers)
      for (const classify of [classifySubmit, classifyPoll, classifyBalance]) {
        expectLegal(classify(outcome, testKey, testNowMs))
      }
    }),
    { numRuns: 2_000 }
  )
})

it('never reports a possibly accepted request as not accepted [F13]', () => {
  fc.assert(
    fc.property(anyAnswer, ([status, body, headers]) => {
      const outcome = classifySubmit(answered(status, body, headers), testKey, testNowMs)
      if (outcome.kind !== 'not_taken') return
      const refusedByStatus = [400, 401, 402, 403, 404, 422, 429].includes(status)
      const { body: parsed, id } = readAnswer({ kind: 'answered', status, headers, body }, testKey, testNowMs)
      expect(refusedByStatus || String(parsed['status']).trim().toLowerCase() === 'error').toBe(true)
      expect(id).toBeNull()
    }),
    { numRuns: 2_000 }
  )
})

it('never drops an id in an answer [F13]', () => {
  fc.assert(
    fc.property(anyAnswer, ([status, body, headers]) => {
      const { id, raw } = readAnswer({ kind: 'answered', status, headers, body }, testKey, testNowMs)
      const outcome = classifySubmit(answered(status, body, headers), testKey, testNowMs)
      if (outcome.kind === 'unclear') expect(outcome.raw).toBe(raw)
      else expect('remoteId' in outcome ? outcome.remoteId : null).toBe(id)
    }),
    { numRuns: 2_000 }
  )
})
