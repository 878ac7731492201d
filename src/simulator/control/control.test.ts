import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { faults } from '../faults/faults'
import type { Simulator } from '../server'
import {
  exchange,
  jsonOf,
  newestId,
  post,
  startForTest,
  submitJob,
  type Exchange
} from '../testing/test-client'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startForTest({ faults: ['account-503*1'] })
})
afterAll(() => simulator.close())
beforeEach(() => simulator.reset())

const control = (path: string, body: unknown): Promise<Exchange> =>
  exchange(`${simulator.url}/control${path}`, { method: 'POST', body: JSON.stringify(body) })
const active = async (): Promise<unknown> =>
  jsonOf(await exchange(`${simulator.url}/control/faults`))['active']

test('switches faults on, counts them down, and switches them off', async () => {
  await control('/clear', {})
  expect(await active()).toEqual([])
  await control('', { fault: 'submit_500_created', times: 2 })
  await control('', [{ fault: 'job-eta=soon' }, { fault: 'poll-body', value: 'any, [text] *2', times: 1 }])
  await submitJob(simulator)
  expect(await active()).toEqual([
    { fault: 'submit-500-created', times: 1 },
    { fault: 'job-eta', value: 'soon', times: null },
    { fault: 'poll-body', value: 'any, [text] *2', times: 1 }
  ])
  await control('', { fault: 'submit-500-created', times: 0 })
  await control('/clear', { fault: 'job-eta' })
  expect(await active()).toEqual([{ fault: 'poll-body', value: 'any, [text] *2', times: 1 }])
})

test('lists every fault with its effect', async () => {
  const listed = jsonOf(await exchange(`${simulator.url}/control/faults`))
  expect(listed['faults']).toEqual(JSON.parse(JSON.stringify(faults)))
  expect(listed['syntax']).toContain('[sim: ')
})

test('restores the initial faults on reset', async () => {
  const status = async (): Promise<number | null> =>
    (await post(`${simulator.url}/api/wallet_balance`)).status
  expect([await status(), await status()]).toEqual([503, 200])
  await control('/reset', {})
  expect([await status(), await status()]).toEqual([503, 200])
})

test('clears jobs, money and ledger on reset, and repeats the same jobs', async () => {
  await submitJob(simulator)
  const first = newestId(simulator)
  await control('/set', { queueLimit: 0, balanceMicrodollars: 1 })
  await control('/reset', {})
  expect(simulator.ledger()).toEqual({
    entries: [],
    requests: {},
    chargedMicrodollars: 0,
    balanceMicrodollars: 1_000_000_000,
    unfinishedJobs: 0,
    mostUnfinishedJobs: 0
  })
  await submitJob(simulator)
  expect(newestId(simulator)).toBe(first)
})

test('serves the same ledger over HTTP', async () => {
  await submitJob(simulator)
  expect(jsonOf(await exchange(`${simulator.url}/control/ledger`))).toEqual(simulator.ledger())
})

test.each([
  ['', { fault: 'nonsense' }],
  ['', { fault: 'submit-500', times: -1 }],
  ['', { times: 1 }],
  ['', null],
  ['/clear', { fault: 'nonsense' }],
  ['/set', { speed: 0 }],
  ['/set', { unknown: 1 }]
])('refuses POST /control%s %j with a reason', async (path, body) => {
  const seen = await control(path, body)
  expect([seen.status, jsonOf(seen)['ok'], typeof jsonOf(seen)['error']]).toEqual([400, false, 'string'])
})

test('account faults', async () => {
  await control('/clear', {})
  const balance = async (fault: string): Promise<Record<string, unknown>> => {
    await control('', { fault: `${fault}*1` })
    return jsonOf(await post(`${simulator.url}/api/wallet_balance`))
  }
  expect((await balance('account-balance'))['data']).toMatchObject({ balance: 'unlimited' })
  expect((await balance('account-balance=-3'))['data']).toMatchObject({ balance: -3 })
  expect(await balance('account-balance-top')).toMatchObject({ balance: 1000, currency: 'USD' })
  expect((await balance('account-balance-missing'))['data']).toEqual({ currency: 'USD' })
  const list = async (fault: string): Promise<unknown> => {
    await control('', { fault: `${fault}*1` })
    return JSON.parse((await exchange(`${simulator.url}/api/v7/models?key=k`)).body.toString()) as unknown
  }
  const some = expect.arrayContaining([expect.objectContaining({ provider: 'Google' })]) as unknown
  expect(await list('account-models')).toEqual(some)
  expect(await list('account-models=items')).toMatchObject({ data: { items: some } })
  expect(await list('account-models=models')).toMatchObject({ models: some })
  expect(await list('account-models=results')).toMatchObject({ results: some })
  expect(((await list('account-models-many')) as { data: unknown[] }).data).toHaveLength(50_000)
})
