import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultModel, models } from '../shared/catalogue/models'
import { initialRequest, requestBody } from '../shared/catalogue/request-body'
import { paces } from './options'
import { priceOf, videoSeconds } from './api/prices'
import { startSimulator, type Simulator } from './server'
import {
  clipsFolder,
  exchange,
  goodBody,
  jsonOf,
  longSeconds,
  newestId,
  pollJob,
  post,
  startForTest,
  submitJob,
  submitPath,
  type Exchange
} from './testing/test-client'

let simulator: Simulator
beforeEach(async () => {
  simulator = await startForTest()
})
afterEach(() => simulator.close())

const fileOf = (answer: Record<string, unknown>): string => (answer['output'] as string[])[0] ?? ''

test('accepts a job and ends it with a video of the requested duration', async () => {
  const submitted = await submitJob(simulator)
  expect(submitted.status).toBe(200)
  expect(submitted.headers).toMatchObject({
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
    'access-control-allow-origin': '*',
    server: 'cloudflare',
    'x-served-by': 'octane-api'
  })
  const accepted = jsonOf(submitted)
  const id = newestId(simulator)
  expect(accepted).toMatchObject({
    status: 'processing',
    id: Number(id),
    output: [],
    meta: { prompt: 'a paper boat', model_id: defaultModel.id },
    fetch_result: `${simulator.url}/api/v7/video-fusion/fetch/${id}`
  })
  const planned = (accepted['future_links'] as string[])[0] ?? ''
  expect((await exchange(planned)).status).toBe(404)
  expect(jsonOf(await pollJob(simulator, id))).toMatchObject({ status: 'processing' })

  simulator.set({ advanceSeconds: longSeconds })
  const finished = jsonOf(await pollJob(simulator, id))
  expect(finished).toMatchObject({ status: 'success', id: Number(id), output: [planned] })
  const file = await exchange(planned)
  expect(file.status).toBe(200)
  expect(file.headers).toMatchObject({ 'content-type': 'video/mp4', 'accept-ranges': 'bytes' })
  expect(file.body.subarray(4, 8).toString()).toBe('ftyp')
  const proxied = await exchange(planned.replace(simulator.url, simulator.proxyUrl))
  expect(proxied.body.equals(file.body)).toBe(true)
})

test('finishes jobs within 0.3 to 2 times a promise of 5 to 120 seconds at the pace of the API', async () => {
  await simulator.close()
  simulator = await startForTest({ pace: paces.api })
  const etas: number[] = []
  for (let count = 0; count < 30; count += 1) etas.push(jsonOf(await submitJob(simulator))['eta'] as number)
  expect(Math.min(...etas)).toBeGreaterThanOrEqual(5)
  expect(Math.max(...etas)).toBeLessThanOrEqual(120)
  expect(simulator.ledger().unfinishedJobs).toBe(30)
  simulator.set({ advanceSeconds: 60 })
  const left = simulator.ledger().unfinishedJobs
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(30)
  simulator.set({ advanceSeconds: 240 })
  expect(simulator.ledger().unfinishedJobs).toBe(0)
})

test('determines every answer by the seed', async () => {
  const play = async (seed: number): Promise<string> => {
    const one = await startForTest({ seed })
    const answers = []
    for (let count = 0; count < 4; count += 1) {
      answers.push((await submitJob(one)).body)
      answers.push((await pollJob(one, newestId(one))).body)
      one.set({ advanceSeconds: longSeconds })
      answers.push((await pollJob(one, newestId(one))).body)
    }
    await one.close()
    const text = answers.join('\n')
    return text.replaceAll(one.url, 'MAIN').replaceAll(one.proxyUrl, 'PROXY')
  }
  const first = await play(5)
  expect(await play(5)).toBe(first)
  expect(await play(6)).not.toBe(first)
})

describe('money', () => {
  test.each(models.map((model) => ({ id: model.id, model })))(
    '$id costs its price',
    async ({ id, model }) => {
      const seconds = videoSeconds(undefined, model)
      const body = requestBody({ ...initialRequest(model), prompt: 'a boat' }, model)
      const before = simulator.ledger().balanceMicrodollars
      expect((await post(simulator.url + submitPath, body)).status).toBe(200)
      const { entries, balanceMicrodollars } = simulator.ledger()
      expect(entries).toMatchObject([
        { sequence: 1, modelId: id, accepted: true, chargedMicrodollars: priceOf(id, seconds, model) }
      ])
      expect(before - balanceMicrodollars).toBe(entries[0]?.chargedMicrodollars)
      expect(entries[0]?.chargedMicrodollars).toBeGreaterThan(0)
    }
  )

  test('reports the balance in dollars and charges only accepted jobs', async () => {
    simulator.set({ balanceMicrodollars: 4_000_000 })
    const balance = async (): Promise<unknown> => jsonOf(await post(`${simulator.url}/api/wallet_balance`))
    expect(await balance()).toEqual({ status: 'success', data: { balance: 4, currency: 'USD' } })
    await submitJob(simulator, { duration: '8' })
    await submitJob(simulator, { duration: '7' })
    expect(await balance()).toEqual({ status: 'success', data: { balance: 2.08, currency: 'USD' } })
    await submitJob(simulator, { duration: '8' })
    const refused = await submitJob(simulator, { duration: '8' })
    expect(refused.status).toBe(402)
    expect(jsonOf(refused)['message']).toMatch(/^Insufficient credits/)
    expect(simulator.ledger()).toMatchObject({ balanceMicrodollars: 160_000, chargedMicrodollars: 3_840_000 })
  })

  test("charges other prices than the catalogue's on request", async () => {
    const dearer = await startForTest({ priceFactor: 1.25 })
    await submitJob(dearer, { duration: '8' })
    expect(dearer.ledger()).toMatchObject({ chargedMicrodollars: 2_400_000, mostUnfinishedJobs: 1 })
    await dearer.close()
  })

  test('charges a flat price per second for a model without a price', async () => {
    simulator.set({ acceptUnknownModels: true })
    await post(simulator.url + submitPath, { model_id: 'brand-new', prompt: 'a boat', duration: '7' })
    expect(simulator.ledger().chargedMicrodollars).toBe(350_000)
  })
})

describe('the ledger', () => {
  test('records every POST in order, without the key', async () => {
    const key = 'canary-9f3a'
    await submitJob(simulator, { key })
    await submitJob(simulator, { key, duration: 8 })
    await post(simulator.url + submitPath, {}, { body: '{"key":"canary-9f3a", broken' })
    await pollJob(simulator, newestId(simulator))
    const { entries, requests } = simulator.ledger()
    const withoutKey = JSON.stringify(goodBody('a paper boat'))
    expect(entries[0]?.bodySha256).toBe(createHash('sha256').update(withoutKey).digest('hex'))
    expect(entries.map(({ sequence, accepted }) => [sequence, accepted])).toEqual([
      [1, true],
      [2, false],
      [3, false]
    ])
    expect(requests).toEqual({ submit: 3, poll: 1 })
    expect(JSON.stringify(simulator.ledger())).not.toContain(key)
  })

  test('gives the same hash to the same request with another key', async () => {
    await submitJob(simulator, { key: 'one' })
    await submitJob(simulator, { key: 'two' })
    const [first, second] = simulator.ledger().entries
    expect(first?.bodySha256).toBe(second?.bodySha256)
  })
})

test('refuses a job beyond the queue limit with `retry_after`, and accepts one after another ends', async () => {
  simulator.set({ queueLimit: 2 })
  await submitJob(simulator)
  await submitJob(simulator)
  const refused = await submitJob(simulator)
  expect(refused.status).toBe(429)
  expect(jsonOf(refused)).toEqual({
    status: 'error',
    message: 'Rate limit exceeded. Maximum 2 queued requests allowed.',
    retry_after: 30
  })
  expect(jsonOf(await post(`${simulator.url}/api/v6/processing/request_count`))['processing_count']).toBe(2)
  simulator.set({ advanceSeconds: longSeconds })
  expect((await submitJob(simulator)).status).toBe(200)
  expect(simulator.ledger().entries.map(({ accepted }) => accepted)).toEqual([true, true, false, true])
})

describe('keys', () => {
  test('refuses a missing or bad key everywhere', async () => {
    const calls = [
      submitPath,
      '/api/v7/video-fusion/fetch/1',
      '/api/wallet_balance',
      '/api/v6/assets_generated'
    ]
    for (const path of calls) {
      const bad = await post(simulator.url + path, { ...goodBody('a boat'), key: 'bad-key' })
      expect([bad.status, jsonOf(bad)['message']]).toEqual([401, 'Invalid API key'])
      const none = await post(simulator.url + path, { ...goodBody('a boat'), key: '' })
      expect([none.status, jsonOf(none)['message']]).toEqual([401, 'API key required'])
    }
    expect((await exchange(`${simulator.url}/api/v7/models`)).status).toBe(401)
  })

  test('accepts only the listed keys', async () => {
    await simulator.close()
    simulator = await startForTest({ keys: ['bad-but-listed'] })
    expect((await submitJob(simulator, { key: 'bad-but-listed' })).status).toBe(200)
    expect((await submitJob(simulator, { key: 'any' })).status).toBe(401)
  })
})

test('refuses an unknown model unless allowed', async () => {
  const body = { model_id: 'nope', prompt: 'a boat' }
  const refused = await post(simulator.url + submitPath, body)
  expect([refused.status, jsonOf(refused)['message']]).toEqual([404, 'Model not found: nope'])
  simulator.set({ acceptUnknownModels: true })
  expect((await post(simulator.url + submitPath, body)).status).toBe(200)
})

test('answers an unknown id with "not found" in a 200', async () => {
  const seen = await pollJob(simulator, '123')
  expect(seen.status).toBe(200)
  expect(jsonOf(seen)).toMatchObject({ status: 'failed', id: '', message: 'Request not found', output: '' })
})

test('runs Wan 2.2 at the older endpoint, and charges for it', async () => {
  const seen = await post(`${simulator.url}/api/v6/video/text2video`, goodBody('a boat'))
  expect(jsonOf(seen)).toMatchObject({ status: 'processing', meta: { model_id: 'wan2.2' } })
  expect(jsonOf(seen)['fetch_result']).toContain('/api/v6/video/fetch/')
  expect(simulator.ledger().entries).toMatchObject([{ modelId: defaultModel.id, accepted: true }])
  expect(simulator.ledger().chargedMicrodollars).toBeGreaterThan(0)
})

test('lists finished videos in pages, newest first', async () => {
  for (let count = 0; count < 12; count += 1) await submitJob(simulator)
  simulator.set({ advanceSeconds: longSeconds })
  await submitJob(simulator)
  const pageOf = async (page: number): Promise<Record<string, unknown>> =>
    jsonOf(await post(`${simulator.url}/api/v6/assets_generated`, { type: 'video', page, per_page: 10 }))
  const first = await pageOf(1)
  const second = await pageOf(2)
  expect(first['pagination']).toEqual({
    current_page: 1,
    per_page: 10,
    total: 12,
    last_page: 2,
    from: 1,
    to: 10
  })
  expect(second['pagination']).toMatchObject({ from: 11, to: 12 })
  const ids = [first, second].flatMap(({ data }) => (data as { id: number }[]).map(({ id }) => String(id)))
  const accepted = simulator.ledger().entries.map(({ remoteId }) => remoteId)
  expect(ids).toEqual(accepted.slice(0, 12).reverse())
})

test('lists prompts and times, or refuses the list, on request', async () => {
  await submitJob(simulator)
  simulator.set({ advanceSeconds: longSeconds })
  const list = (): Promise<Exchange> => post(`${simulator.url}/api/v6/assets_generated`, { type: 'video' })
  simulator.fault({ fault: 'account-assets', value: 'described', times: 1 })
  expect(jsonOf(await list())['data']).toEqual([
    {
      id: Number(newestId(simulator)),
      output: [expect.stringContaining('/files/') as string],
      prompt: 'a paper boat',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}Z$/) as string
    }
  ])
  simulator.fault({ fault: 'account-assets', times: 1 })
  expect((await list()).status).toBe(403)
})

test("lists and searches the catalogue's models", async () => {
  const list = async (query: string): Promise<unknown[]> =>
    jsonOf(await exchange(`${simulator.url}/api/v7/models?key=k${query}`))['data'] as unknown[]
  expect(await list('')).toHaveLength(models.length)
  expect(await list(`&search=${defaultModel.id}`)).toContainEqual(
    expect.objectContaining({ model_id: defaultModel.id })
  )
})

test('makes clips without sound and in the requested shape', async () => {
  await submitJob(simulator, { generate_audio: false, aspect_ratio: '9:16', duration: '4' })
  const { jobs } = jsonOf(await exchange(`${simulator.url}/control/jobs`)) as { jobs: { clip: unknown }[] }
  expect(jobs[0]?.clip).toMatchObject({
    source: expect.stringMatching(/^9x16-/) as string,
    seconds: 4,
    withAudio: false
  })
})

test('uses different clips for many jobs', async () => {
  for (let count = 0; count < 20; count += 1) await submitJob(simulator)
  const { jobs } = jsonOf(await exchange(`${simulator.url}/control/jobs`)) as {
    jobs: { clip: { source: string } }[]
  }
  expect(new Set(jobs.map(({ clip }) => clip.source)).size).toBeGreaterThanOrEqual(3)
})

describe('bad input', () => {
  test.each(['', 'null', '[]', '"text"', '{', '{"key":{}}', '\u0000', '{"key":"k","prompt":{}}'])(
    'a body of %j is refused and written down',
    async (body) => {
      const seen = await post(simulator.url + submitPath, {}, { body })
      expect(seen.status).toBeGreaterThanOrEqual(400)
      expect(seen.status).toBeLessThan(500)
      expect(simulator.ledger().entries).toMatchObject([{ accepted: false, chargedMicrodollars: 0 }])
    }
  )

  test('refuses a body that is too large', async () => {
    const seen = await post(simulator.url + submitPath, { prompt: 'x'.repeat(2_000_000) })
    expect(seen.status).toBe(413)
  })

  test('answers unknown paths with 404 at both hosts', async () => {
    expect((await exchange(`${simulator.url}/api/nothing`)).status).toBe(404)
    expect((await exchange(`${simulator.url}/files/..%2f..%2fetc%2fpasswd`)).status).toBe(404)
    expect((await exchange(`${simulator.url}//`)).status).toBe(404)
    expect((await post(simulator.proxyUrl + submitPath, goodBody('a boat'))).status).toBe(404)
    expect(simulator.ledger().entries).toEqual([])
  })

  test('survives bytes that are not HTTP', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(simulator.port, '127.0.0.1', () => socket.write('\u0000\u0001garbage\r\n\r\n'))
      socket.on('error', () => undefined).on('close', () => resolve())
    })
    expect((await submitJob(simulator)).status).toBe(200)
  })
})

test('refuses wrong options and a used port with a sentence', async () => {
  await expect(startForTest({ port: simulator.port })).rejects.toThrow(`Port ${simulator.port} is in use.`)
  await expect(startForTest({ speed: 0 })).rejects.toThrow(/^speed: /)
  await expect(startForTest({ faults: ['nonsense'] })).rejects.toThrow(
    'the simulator knows no fault "nonsense".'
  )
  await expect(startSimulator({ clipsFolder, port: 70_000 })).rejects.toThrow(/^port: /)
})

test('shortens promises at a higher speed', async () => {
  await simulator.close()
  simulator = await startForTest({ speed: 1000, queueLimit: 0 })
  expect(jsonOf(await submitJob(simulator))['retry_after']).toBe(1)
  simulator.set({ queueLimit: 1 })
  const accepted = jsonOf(await submitJob(simulator))
  expect(accepted['eta']).toBe(1)
  await expect
    .poll(async () => fileOf(jsonOf(await pollJob(simulator, newestId(simulator)))))
    .toContain('/files/')
})
