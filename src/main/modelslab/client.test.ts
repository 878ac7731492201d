import { describe, expect, it } from 'vitest'
import { FakeClock } from '../base/testing/fake-clock'
import { answered, testKey } from './testing/answered'
import { ModelsLabClient } from './client'
import type { Http, HttpOutcome, HttpRequest } from './transport/http'

class FakeHttp implements Http {
  readonly requests: HttpRequest[] = []
  readonly answers: HttpOutcome[] = []

  send(request: HttpRequest): Promise<HttpOutcome> {
    this.requests.push(request)
    return Promise.resolve(this.answers.shift() ?? answered(200, { status: 'processing', id: 7 }))
  }
}

const setUp = (): { http: FakeHttp; paidHttp: FakeHttp; client: ModelsLabClient } => {
  const http = new FakeHttp()
  const paidHttp = new FakeHttp()
  const client = new ModelsLabClient({
    http,
    paidHttp,
    apiOrigin: 'https://modelslab.com/base',
    clock: new FakeClock()
  })
  return { http, paidHttp, client }
}

it('submits through the paid client alone, with the key only in the body', async () => {
  const { http, paidHttp, client } = setUp()
  // A custom model may set any field except the key.
  await client.submit({ model_id: 'veo-3.1-fast', prompt: 'a boat', key: 'other' }, testKey)
  expect([http.requests, paidHttp.requests]).toEqual([
    [],
    [
      {
        method: 'POST',
        url: 'https://modelslab.com/base/api/v7/video-fusion/text-to-video',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ model_id: 'veo-3.1-fast', prompt: 'a boat', key: testKey }),
        timeoutMs: 120_000,
        maximumBytes: 4_194_304
      }
    ]
  ])
})

it('builds the address of a poll from the id', async () => {
  const { http, paidHttp, client } = setUp()
  await client.poll('../x', testKey, 'veo-3.1')
  expect(http.requests.map(({ url }) => url)).toEqual([
    'https://modelslab.com/base/api/v7/video-fusion/fetch/..%2Fx'
  ])
  expect(paidHttp.requests).toEqual([])
})

describe('the list of generations in the account', () => {
  const list = (id: number, last_page: number): HttpOutcome =>
    answered(200, { status: 'success', data: [{ id, output: [] }], pagination: { last_page } })

  it('is read from both ends, through the free client', async () => {
    const { http, paidHttp, client } = setUp()
    http.answers.push(list(9, 4), list(1, 4))
    expect((await client.listVideos(testKey))?.map(({ remoteId }) => remoteId)).toEqual(['9', '1'])
    expect(http.requests.map(({ url, body }) => [url, body])).toEqual([
      [
        'https://modelslab.com/base/api/v6/assets_generated',
        JSON.stringify({ type: 'video', page: 1, per_page: 30, key: testKey })
      ],
      [
        'https://modelslab.com/base/api/v6/assets_generated',
        JSON.stringify({ type: 'video', page: 4, per_page: 30, key: testKey })
      ]
    ])
    expect(paidHttp.requests).toEqual([])
  })

  it('is requested at its other address, and then reported as unknown', async () => {
    const { http, client } = setUp()
    http.answers.push(answered(404, ''), list(9, 1))
    expect((await client.listVideos(testKey))?.map(({ remoteId }) => remoteId)).toEqual(['9'])
    expect(http.requests[1]?.url).toBe('https://modelslab.com/base/api/assets_generated')
    http.answers.push(answered(403, {}), answered(404, ''))
    expect(await client.listVideos(testKey)).toBeNull()
  })

  it('contains what could be read', async () => {
    const { http, client } = setUp()
    http.answers.push(list(9, 4), answered(500, ''))
    expect(await client.listVideos(testKey)).toHaveLength(1)
  })
})

describe('the list of models', () => {
  const page = (ids: readonly string[], last_page: number): HttpOutcome =>
    answered(200, { data: ids.map((model_id) => ({ model_id })), pagination: { last_page } })
  const read = async (...answers: HttpOutcome[]): Promise<unknown> => {
    const { http, client } = setUp()
    http.answers.push(...answers)
    const outcome = await client.listModels(testKey)
    const ids = outcome.kind === 'listed' ? outcome.models.map(({ id }) => id) : null
    const pages = http.requests.map(({ url }) => new URL(url).searchParams.get('page'))
    return { ids, isWhole: outcome.kind === 'listed' && outcome.isWhole, pages }
  }

  it('is read from all pages', async () => {
    expect(await read(page(['a'], 3), page(['b'], 3), page(['c'], 3))).toEqual({
      ids: ['a', 'b', 'c'],
      isWhole: true,
      pages: [null, '2', '3']
    })
    expect(await read(answered(200, [{ model_id: 'a' }]))).toEqual({
      ids: ['a'],
      isWhole: true,
      pages: [null]
    })
  })

  it('contains what could be read, and is then marked incomplete', async () => {
    const partly = { ids: ['a', 'b'], isWhole: false }
    expect(await read(page(['a'], 9), page(['b'], 9), answered(500, ''))).toMatchObject(partly)
    // A service without paging returns the same list for each page.
    expect(await read(page(['a', 'b'], 9), page(['a', 'b'], 9))).toMatchObject({
      ...partly,
      pages: [null, '2']
    })
    const endless = Array.from({ length: 60 }, (_, index) => page([`m${index}`], 1_000_000))
    expect(await read(...endless)).toMatchObject({ isWhole: false, pages: { length: 40 } })
  })
})

it('passes the signal on and reads balance and queue at their addresses', async () => {
  const { http, client } = setUp()
  const { signal } = new AbortController()
  await client.balance(testKey, signal)
  await client.queueCount(testKey, signal)
  expect(http.requests.map((request) => [request.url, request.body, request.signal])).toEqual([
    ['https://modelslab.com/base/api/wallet_balance', `{"key":"${testKey}"}`, signal],
    ['https://modelslab.com/base/api/v6/processing/request_count', `{"key":"${testKey}"}`, signal]
  ])
})
