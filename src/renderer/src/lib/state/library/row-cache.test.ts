import { beforeEach, expect, it, vi } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { RowCache } from './row-cache.svelte'

let fake: FakeBridge
let cache: RowCache
let failures: unknown[]

beforeEach(() => {
  fake = new FakeBridge(
    Array.from({ length: 2500 }, (_, index) => fakeGeneration({ createdAtUs: index + 1 }))
  )
  failures = []
  cache = new RowCache({ client: createClient(fake.bridge), onError: (error) => failures.push(error) })
})

const ids = (from: number, count: number): GenerationId[] =>
  fake.rows.slice(from, from + count).map(({ id }) => id)
const asked = (): GenerationId[][] =>
  fake.calls
    .filter(({ name }) => name === 'generations.rows')
    .map(({ input }) => (input as { ids: GenerationId[] }).ids)

it('reads what is wanted and not there', async () => {
  cache.put(fake.rows.slice(0, 2))
  cache.want(ids(0, 5))
  await vi.waitFor(() => expect(cache.wanted).toHaveLength(5))
  expect(asked()).toEqual([ids(2, 3)])
})

it('does not read what was scrolled past', async () => {
  const open = fake.hold('generations.rows')
  for (const from of [0, 200, 400, 600]) cache.want(ids(from, 50))
  open()
  await vi.waitFor(() => expect(cache.wanted).toHaveLength(50))
  expect(asked()).toEqual([ids(0, 50), ids(600, 50)])
})

it('keeps a newer revision', () => {
  const [row] = fake.rows
  cache.put([{ ...row!, revision: 3 }])
  cache.put([{ ...row!, revision: 2 }])
  expect(cache.get(row!.id)?.revision).toBe(3)
})

it('drops the rows that were used least, and never those on screen or pinned', async () => {
  const [pinned, wanted] = [ids(0, 1), ids(1, 20)]
  cache.pin(pinned)
  cache.want(wanted)
  await vi.waitFor(() => expect(cache.wanted).toHaveLength(20))
  cache.put(fake.rows.slice(21))
  const kept = fake.rows.filter(({ id }) => cache.get(id) !== undefined)
  expect(kept).toHaveLength(2000)
  expect([...pinned, ...wanted].every((id) => cache.get(id))).toBe(true)
})

it('asks once for a row that is gone', async () => {
  const gone = fakeGeneration().id
  cache.want([gone, ...ids(0, 1)])
  await vi.waitFor(() => expect(cache.wanted).toHaveLength(1))
  cache.want([gone])
  await cache.load(ids(1, 1)[0]!)
  expect(asked().filter((some) => some.includes(gone))).toHaveLength(1)
})

it('reports a failure and reads again when more is wanted', async () => {
  fake.fail('generations.rows', { code: 'bug', message: 'No.', retryable: true })
  cache.want(ids(0, 3))
  await vi.waitFor(() => expect(failures).toHaveLength(1))
  cache.want(ids(0, 3))
  await vi.waitFor(() => expect(cache.wanted).toHaveLength(3))
})
