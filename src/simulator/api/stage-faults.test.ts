import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FaultName, Stage } from '../faults/faults'
import { stages } from '../faults/faults'
import { refusalKinds, type RefusalKind } from '../answers/refusals'
import type { Simulator } from '../server'
import { spoiltKinds, type SpoiltKind } from '../answers/spoilt-answers'
import {
  jsonOf,
  longSeconds,
  newestId,
  pollJob,
  post,
  startForTest,
  submitJob,
  type Exchange
} from '../testing/test-client'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startForTest()
})
afterAll(() => simulator.close())
beforeEach(() => simulator.reset())

const ask: Record<Stage, () => Promise<Exchange>> = {
  submit: () => submitJob(simulator),
  poll: () => pollJob(simulator, newestId(simulator)),
  account: () => post(`${simulator.url}/api/wallet_balance`)
}

/** Makes a job to poll before the fault is switched on. */
async function prepare(stage: Stage): Promise<void> {
  if (stage === 'poll') await submitJob(simulator)
}

const isHtml = ({ headers, body }: Exchange): boolean =>
  (headers['content-type'] ?? '').startsWith('text/html') && body.toString().startsWith('<!DOCTYPE html>')
const isText = ({ headers, body }: Exchange): boolean =>
  headers['content-type'] === 'text/plain' && body.toString() === 'Service Unavailable'
const isCut = ({ headers, body }: Exchange): boolean =>
  body.length > 0 && body.length < Number(headers['content-length'])

/** What the client sees of each fault: status, end of the connection, and whether the rest is as expected. */
const spoiltSights: Record<SpoiltKind, [number | null, Exchange['end'], (seen: Exchange) => boolean]> = {
  reset: [null, 'reset', () => true],
  close: [null, 'fin', () => true],
  'no-answer': [null, 'open', () => true],
  'half-json': [200, 'fin', isCut],
  empty: [200, 'fin', ({ body }) => body.length === 0],
  body: [200, 'fin', ({ body }) => body.toString() === 'null'],
  portal: [200, 'fin', isHtml],
  redirect: [307, 'fin', ({ headers }) => headers['location'] === '/portal'],
  408: [408, 'fin', ({ headers }) => headers['connection'] === 'close'],
  500: [500, 'fin', (seen) => jsonOf(seen)['status'] === 'error'],
  '500-html': [500, 'fin', isHtml],
  '500-failed': [500, 'fin', (seen) => jsonOf(seen)['status'] === 'failed'],
  502: [502, 'fin', (seen) => isHtml(seen) && seen.body.length >= 6000],
  503: [503, 'fin', isText],
  504: [504, 'fin', isHtml]
}

const spoiltFaults = spoiltKinds.flatMap((kind) => [
  ...stages.map((stage) => ({ stage, kind, fault: `${stage}-${kind}` as FaultName, isCreated: false })),
  { stage: 'submit' as const, kind, fault: `submit-${kind}-created` as FaultName, isCreated: true }
])

test.each(spoiltFaults)('$fault', async ({ stage, kind, fault, isCreated }) => {
  await prepare(stage)
  const before = simulator.ledger()
  simulator.fault({ fault, times: 1 })
  const seen = await (kind === 'no-answer' ? unanswered(stage) : ask[stage]())
  const [status, end, isRight] = spoiltSights[kind]
  expect({ status: seen.status, end: seen.end, isRight: isRight(seen) }).toEqual({
    status,
    end,
    isRight: true
  })
  if (stage === 'submit') {
    const after = simulator.ledger()
    expect(after.entries).toMatchObject([{ accepted: isCreated, fault }])
    expect(before.balanceMicrodollars - after.balanceMicrodollars).toBe(isCreated ? 1_920_000 : 0)
    expect(after.entries[0]?.chargedMicrodollars).toBe(isCreated ? 1_920_000 : 0)
    expect(after.unfinishedJobs).toBe(isCreated ? 1 : 0)
  }
  expect((await ask[stage]()).status).toBe(200)
})

/** Gives up once a later request is answered, which shows that this one was read and ignored. */
async function unanswered(stage: Stage): Promise<Exchange> {
  const isRead = async (): Promise<void> => {
    const { requests } = simulator.ledger()
    const name = stage === 'account' ? 'balance' : stage
    await expect.poll(() => simulator.ledger().requests[name]).toBe((requests[name] ?? 0) + 1)
    await post(`${simulator.url}/api/v6/processing/request_count`)
  }
  const giveUp = isRead()
  if (stage === 'submit') return submitJob(simulator, {}, { giveUp })
  const path = stage === 'poll' ? `/api/v7/video-fusion/fetch/${newestId(simulator)}` : '/api/wallet_balance'
  return post(simulator.url + path, {}, { giveUp })
}

const message = (seen: Exchange): unknown => jsonOf(seen)['message']
const refusalSights: Record<RefusalKind, [number, (seen: Exchange) => unknown, unknown]> = {
  invalid: [400, message, 'prompt is invalid'],
  'invalid-422': [422, message, { prompt: ['The prompt is invalid.'] }],
  'invalid-200': [200, message, { prompt: ['The prompt is invalid.'] }],
  'model-400': [400, message, 'Model not found: nope'],
  'model-404': [404, message, 'Model not found: nope'],
  'model-200': [200, message, 'Model id not found'],
  'model-gone': [200, message, 'Model veo-3.1-fast is no longer available'],
  'model-gone-failed': [
    200,
    (seen) => [jsonOf(seen)['status'], message(seen)],
    ['failed', 'Model veo-3.1-fast is no longer available']
  ],
  'model-gone-404': [404, (seen) => /not found for API version/.test(String(message(seen))), true],
  401: [401, message, 'Invalid API key'],
  '401-200': [200, message, 'Invalid Api Key'],
  '401-echo': [401, message, 'Invalid API key: test-key'],
  402: [402, message, 'Insufficient credits. Please add more credits to continue.'],
  '402-200': [200, message, 'Insufficient credits. Please add more credits to continue.'],
  403: [403, message, 'This feature requires a premium subscription'],
  429: [429, (seen) => jsonOf(seen)['retry_after'], 30],
  '429-header': [429, ({ headers }) => headers['retry-after'], '30'],
  '429-reset': [429, ({ headers }) => headers['x-ratelimit-reset'], '30'],
  '429-bare': [429, (seen) => Object.keys(jsonOf(seen)), ['status', 'message']],
  '429-200': [200, message, 'Rate limit exceeded'],
  failed: [200, jsonOf, { status: 'failed', id: '', message: 'Failed, Try Again', output: '' }],
  'failed-400': [400, jsonOf, { status: 'failed', id: '', message: 'Failed, Try Again', output: '' }],
  error: [200, message, 'The prompt was rejected by the content filter.'],
  'error-400': [400, message, 'The prompt was rejected by the content filter.'],
  'error-field': [200, (seen) => jsonOf(seen)['error'], 'The prompt was rejected by the content filter.'],
  'error-echo': [200, message, 'The account of test-key cannot do this.'],
  messege: [200, (seen) => jsonOf(seen)['messege'], 'The prompt was rejected by the content filter.'],
  'not-found': [200, (seen) => [jsonOf(seen)['status'], message(seen)], ['failed', 'Request not found']],
  'not-found-404': [404, (seen) => [jsonOf(seen)['status'], message(seen)], ['failed', 'Request not found']]
}

const refusedFaults = refusalKinds.flatMap((kind) =>
  stages.map((stage) => ({ stage, kind, fault: `${stage}-${kind}` as FaultName }))
)

test.each(refusedFaults)('$fault', async ({ stage, kind, fault }) => {
  await prepare(stage)
  const before = simulator.ledger()
  simulator.fault({ fault, times: 1 })
  const seen = await ask[stage]()
  const [status, sight, expected] = refusalSights[kind]
  expect([seen.status, sight(seen)]).toEqual([status, expected])
  const after = simulator.ledger()
  expect(after.balanceMicrodollars).toBe(before.balanceMicrodollars)
  if (stage === 'submit') expect(after.entries).toMatchObject([{ accepted: false, remoteId: null, fault }])
  const next = await ask[stage]()
  expect([next.status, jsonOf(next)['status']]).not.toEqual([200, 'failed'])
})

test('names the actual error in a forced validation error, if there is one', async () => {
  simulator.fault({ fault: 'submit-invalid-422' })
  const seen = await submitJob(simulator, { duration: 8 })
  expect(jsonOf(seen)['message']).toEqual({ duration: ['The duration must be a string.'] })
})

test('uses the value of a fault in its answer', async () => {
  simulator.fault([
    { fault: 'submit-429=soon*1' },
    { fault: 'submit-body', value: '\uFEFF{"status": "ok", ', times: 1 }
  ])
  expect((await submitJob(simulator)).body.toString()).toBe('\uFEFF{"status": "ok", ')
  expect(jsonOf(await submitJob(simulator))['retry_after']).toBe('soon')
  simulator.fault({ fault: 'submit-redirect', value: 'https://example.invalid/', times: 1 })
  expect((await submitJob(simulator)).headers['location']).toBe('https://example.invalid/')
})

describe.each(stages)('%s, answered', (stage) => {
  const timed = async (): Promise<[number, Exchange]> => {
    const startedMs = performance.now()
    const seen = await ask[stage]()
    return [performance.now() - startedMs, seen]
  }
  const isAnswer = (seen: Exchange): boolean =>
    ['processing', 'success'].includes(String(jsonOf(seen)['status']))

  test('late', async () => {
    await prepare(stage)
    simulator.set({ speed: 200 })
    simulator.fault({ fault: `${stage}-slow`, times: 1 })
    const [elapsedMs, seen] = await timed()
    expect(elapsedMs).toBeGreaterThan(70)
    expect(isAnswer(seen)).toBe(true)
  })

  test('byte by byte', async () => {
    await prepare(stage)
    simulator.set({ speed: 100 })
    simulator.fault({ fault: `${stage}-drip`, value: 0.1, times: 1 })
    const [elapsedMs, seen] = await timed()
    expect(elapsedMs).toBeGreaterThan(seen.body.length * 0.9)
    expect(isAnswer(seen)).toBe(true)
  })

  test('padded', async () => {
    await prepare(stage)
    simulator.fault({ fault: `${stage}-huge=5*1` })
    const huge = await ask[stage]()
    expect([huge.body.length > 5_000_000, isAnswer(huge)]).toEqual([true, true])
    simulator.fault({ fault: `${stage}-bomb=5*1` })
    const bomb = await ask[stage]()
    expect([bomb.headers['content-encoding'], bomb.body.length < 100_000]).toEqual(['gzip', true])
    expect(gunzipSync(bomb.body).length).toBeGreaterThan(5_000_000)
    simulator.fault({ fault: `${stage}-headers=90*1` })
    expect((await ask[stage]()).headers['x-padding']).toHaveLength(90_000)
  })
})

test('makes the job when an answer is only delayed or padded', async () => {
  simulator.fault({ fault: 'submit-huge=1*1' })
  await submitJob(simulator)
  expect(simulator.ledger().entries).toMatchObject([{ accepted: true, fault: 'submit-huge' }])
  simulator.set({ advanceSeconds: longSeconds })
  expect(jsonOf(await pollJob(simulator, newestId(simulator)))['status']).toBe('success')
})

describe('numbers', () => {
  test.each([
    ['fraction', /"eta":\d+\.5279869184,/, /"id":\d+\.0,/, /"balance":\d+(\.\d+),/],
    ['string', /"eta":"\d+",/, /"id":"\d+",/, /"balance":"\d+(\.\d+)?",/],
    ['both', /"eta":"\d+\.5279869184",/, /"id":"\d+\.0",/, /"balance":"\d+(\.\d+)",/]
  ])('are written as %s', async (form, eta, id, balance) => {
    simulator.fault([
      { fault: 'submit-numbers', value: form },
      { fault: 'account-numbers', value: form }
    ])
    const taken = (await ask.submit()).body.toString()
    expect(taken).toMatch(eta)
    expect(taken).toMatch(id)
    expect((await ask.account()).body.toString()).toMatch(balance)
  })

  test('are fractions in the headers that name a time', async () => {
    simulator.fault([{ fault: 'poll-numbers' }, { fault: 'poll-429-header' }])
    await prepare('poll')
    expect((await ask.poll()).headers['retry-after']).toBe('30.3333')
  })
})
