import { expect, it } from 'vitest'
import { FakeClock } from '../clock.fake'
import { answered, testKey } from './answered.fake'
import { ModelsLabClient } from './client'
import type { Http, HttpOutcome, HttpRequest } from './http'

class FakeHttp implements Http {
  readonly requests: HttpRequest[] = []
  answer: HttpOutcome = answered(200, { status: 'processing', id: 7 })

  send(request: HttpRequest): Promise<HttpOutcome> {
    this.requests.push(request)
    return Promise.resolve(this.answer)
  }
}

const setUp = (): { http: FakeHttp; paidHttp: FakeHttp; client: ModelsLabClient } => {
  const http = new FakeHttp()
  const paidHttp = new FakeHttp()
  const client = new ModelsLabClient({
    http,
    paidHttp,
    origin: 'https://modelslab.com/base',
    clock: new FakeClock()
  })
  return { http, paidHttp, client }
}

it('submits on the paid road only, with the key in the body and nowhere else', async () => {
  const { http, paidHttp, client } = setUp()
  // A model of one's own may name any field: not that of the key.
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
  await client.fetch('../x', testKey)
  expect(http.requests.map(({ url }) => url)).toEqual([
    'https://modelslab.com/base/api/v7/video-fusion/fetch/..%2Fx'
  ])
  expect(paidHttp.requests).toEqual([])
})

it('passes the signal on and asks for balance and queue at their addresses', async () => {
  const { http, client } = setUp()
  const { signal } = new AbortController()
  await client.balance(testKey, signal)
  await client.queueCount(testKey, signal)
  expect(http.requests.map((request) => [request.url, request.body, request.signal])).toEqual([
    ['https://modelslab.com/base/api/wallet_balance', `{"key":"${testKey}"}`, signal],
    ['https://modelslab.com/base/api/v6/processing/request_count', `{"key":"${testKey}"}`, signal]
  ])
})
