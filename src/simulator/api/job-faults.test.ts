import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Simulator } from '../server'
import {
  exchange,
  finishedJob,
  jsonOf,
  longSeconds,
  newestId,
  pollJob,
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

/** Submits with a fault and polls before and after the job is done. */
async function live(fault: string): Promise<Record<'submitted' | 'early' | 'late', Record<string, unknown>>> {
  simulator.fault([{ fault: 'job-tip=no' }, { fault: 'job-proxy-links=array' }, { fault }])
  const submitted = jsonOf(await submitJob(simulator))
  const early = jsonOf(await pollJob(simulator, newestId(simulator)))
  simulator.set({ advanceSeconds: longSeconds })
  return { submitted, early, late: jsonOf(await pollJob(simulator, newestId(simulator))) }
}

const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/files\/[\da-f-]+\.mp4$/) as string
const refusedByFilter = 'The prompt was rejected by the content filter.'

test('records the outcome of each job in the ledger', async () => {
  const outcome = (): unknown => simulator.ledger().entries.at(-1)?.jobOutcome
  simulator.fault({ fault: 'submit-500' })
  await submitJob(simulator)
  expect(outcome()).toBe(null)
  simulator.reset()
  await submitJob(simulator)
  expect(outcome()).toBe('running')
  simulator.set({ advanceSeconds: longSeconds })
  expect(outcome()).toBe('succeeded')
  for (const [fault, became] of [
    ['job-fails', 'failed'],
    ['job-output=missing', 'nowhere'],
    ['job-output-url', 'nowhere'],
    ['job-output=string', 'succeeded']
  ] as const) {
    simulator.reset()
    await live(fault)
    expect(outcome()).toBe(became)
  }
})

test('job-success', async () => {
  const { submitted, early } = await live('job-success')
  expect(submitted).toMatchObject({
    status: 'success',
    generationTime: 12,
    output: [url],
    proxy_links: [url]
  })
  expect(early).toMatchObject({ status: 'success', output: submitted['output'] })
  expect((await exchange((submitted['output'] as string[])[0] ?? '')).status).toBe(200)
  expect(simulator.ledger()).toMatchObject({ chargedMicrodollars: 1_920_000, unfinishedJobs: 0 })
})

test('job-stuck', async () => {
  const { late } = await live('job-stuck')
  expect(late['status']).toBe('processing')
  expect(simulator.ledger().unfinishedJobs).toBe(1)
})

test('job-finish-after', async () => {
  simulator.fault({ fault: 'job-finish-after=3600' })
  await submitJob(simulator)
  const status = async (): Promise<unknown> => jsonOf(await pollJob(simulator, newestId(simulator)))['status']
  simulator.set({ advanceSeconds: 3500 })
  expect(await status()).toBe('processing')
  simulator.set({ advanceSeconds: 110 })
  expect(await status()).toBe('success')
})

test.each([
  ['job-fails', { status: 'failed', id: '', message: 'Failed, Try Again', output: '' }],
  ['job-fails=error', { status: 'error', message: refusedByFilter }],
  ['job-fails=error-field', { status: 'error', error: refusedByFilter }],
  ['job-fails=messege', { status: 'error', messege: refusedByFilter }],
  ['job-fails=not-found', { status: 'failed', message: 'Request not found' }]
])('%s', async (fault, expected) => {
  const { early, late } = await live(fault)
  expect(early['status']).toBe('processing')
  expect(late).toMatchObject(expected)
  expect(simulator.ledger()).toMatchObject({ unfinishedJobs: 0, chargedMicrodollars: 1_920_000 })
})

test.each([
  ['job-eta', undefined],
  ['job-eta=0', 0],
  ['job-eta=-1', -1],
  ['job-eta=1e12', 1e12],
  ['job-eta=20.93', 20.93],
  ['job-eta=soon', 'soon']
])('%s', async (fault, expected) => {
  expect((await live(fault)).submitted['eta']).toBe(expected)
})

test.each([
  ['job-id', 0],
  ['job-id=""', ''],
  ['job-id=-1', -1],
  ['job-id=1e30', 1e30],
  ['job-id=../x', '../x'],
  ['job-id=1.5', 1.5],
  ['job-id={"a":1}', { a: 1 }],
  ['job-no-id', undefined]
])('%s', async (fault, expected) => {
  const { submitted, late } = await live(fault)
  expect(submitted['id']).toEqual(expected)
  expect(late['id']).toBe(Number(newestId(simulator)))
})

test('job-id-string', async () => {
  const { submitted, late } = await live('job-id-string')
  expect([submitted['id'], late['id']]).toEqual([newestId(simulator), newestId(simulator)])
})

test('job-status, job-model and job-fetch-result', async () => {
  expect((await live('job-status')).submitted['status']).toBe('queued')
  expect((await live('job-model')).submitted['meta']).toMatchObject({ model_id: 'wan2.2' })
  const enhanced = { prompt: 'A prompt with more words in it' }
  expect((await live('job-prompt')).submitted['meta']).toMatchObject(enhanced)
  expect((await live('job-fetch-result')).submitted['fetch_result']).toBe('https://example.invalid/fetch')
})

test('job-poll-shape', async () => {
  expect((await live('job-poll-shape=bare')).early).toEqual({
    status: 'processing',
    message: 'Try Again',
    output: ''
  })
  expect((await live('job-poll-shape=full')).early).toEqual({
    status: 'processing',
    id: Number(newestId(simulator)),
    message: 'video is processing',
    output: []
  })
})

test.each([
  ['array', [url]],
  ['object', {}],
  ['numbered', { '0': url }],
  ['null', null],
  ['missing', undefined]
])('job-proxy-links=%s', async (form, expected) => {
  expect((await live(`job-proxy-links=${form}`)).late['proxy_links']).toEqual(expected)
})

test('job-tip', async () => {
  expect((await live('job-tip=no')).late).not.toHaveProperty('tip')
  expect((await live('job-tip=yes')).late).toHaveProperty('tip')
})

test.each([
  ['job-output', url],
  ['job-output=object', { '0': url }],
  ['job-output=nested', [[url]]],
  ['job-output=nulls', [null, '', 0, url]],
  ['job-output=twice', [url, url]],
  ['job-output=missing', undefined],
  ['job-output=url-field', []],
  ['job-output-url', ['file:///etc/passwd']],
  ['job-output-url=http://169.254.1.1/x.mp4', ['http://169.254.1.1/x.mp4']]
])('%s', async (fault, expected) => {
  const { late } = await live(fault)
  expect(late['output']).toEqual(expected)
  if (fault.endsWith('url-field')) expect(late['output_url']).toEqual(url)
})

test('job-output=many', async () => {
  expect((await live('job-output=many')).late['output']).toHaveLength(500)
})

const pollStatus = async (id: string): Promise<unknown> => jsonOf(await pollJob(simulator, id))['status']

test('poll-flip', async () => {
  const { id } = await finishedJob(simulator)
  simulator.fault({ fault: 'poll-flip', times: 1 })
  expect([await pollStatus(id), await pollStatus(id), await pollStatus(id)]).toEqual([
    'success',
    'processing',
    'success'
  ])
})

test('poll-no-output and poll-status', async () => {
  const { id } = await finishedJob(simulator)
  simulator.fault([{ fault: 'poll-no-output*2' }, { fault: 'poll-status=SUCCESS*1' }])
  expect(jsonOf(await pollJob(simulator, id))).toMatchObject({
    status: 'SUCCESS',
    output: [],
    proxy_links: {}
  })
  expect(jsonOf(await pollJob(simulator, id))).toMatchObject({ status: 'success', output: [] })
  expect(jsonOf(await pollJob(simulator, id))).toMatchObject({ status: 'success', output: [url] })
})

test('an id is not found for its first polls, then it is', async () => {
  const { id } = await finishedJob(simulator, { prompt: 'a boat [sim: poll-not-found*2]' })
  expect([await pollStatus(id), await pollStatus(id), await pollStatus(id)]).toEqual([
    'failed',
    'failed',
    'success'
  ])
})

const outputOf = (seen: Exchange): string => (jsonOf(seen)['output'] as string[])[0] ?? ''

test('link-gone: at once, and a fresh link after the next poll', async () => {
  const { id } = await finishedJob(simulator)
  simulator.fault({ fault: 'link-gone=410*1' })
  const first = outputOf(await pollJob(simulator, id))
  expect((await exchange(first)).status).toBe(410)
  const second = outputOf(await pollJob(simulator, id))
  expect(second).not.toBe(first)
  expect((await exchange(second)).status).toBe(200)
  expect(outputOf(await pollJob(simulator, id))).toBe(second)
})

test('link-gone: after a time', async () => {
  const { id } = await finishedJob(simulator)
  simulator.fault({ fault: 'link-gone=403:60*1' })
  const link = outputOf(await pollJob(simulator, id))
  expect((await exchange(link)).status).toBe(200)
  simulator.set({ advanceSeconds: 61 })
  expect((await exchange(link)).status).toBe(403)
})

test('switches faults on for the job of one prompt only', async () => {
  const seen = jsonOf(await submitJob(simulator, { prompt: 'a boat [sim: job-eta=soon, job-success]' }))
  expect(seen).toMatchObject({ status: 'success' })
  expect(jsonOf(await submitJob(simulator))['status']).toBe('processing')
})

test("counts a prompt's faults over all its submits", async () => {
  const statuses = []
  for (let count = 0; count < 3; count += 1) {
    statuses.push((await submitJob(simulator, { prompt: 'a boat [sim: submit_429=5*2]' })).status)
  }
  expect(statuses).toEqual([429, 429, 200])
})

test('refuses a prompt with an unknown fault', async () => {
  const seen = await submitJob(simulator, { prompt: 'a boat [sim: submit-5000]' })
  expect([seen.status, jsonOf(seen)['message']]).toEqual([400, 'the simulator knows no fault "submit-5000"'])
})
