import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GenerationView } from '@shared/generation'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { RowCache } from './row-cache.svelte'
import { ShownList } from './shown-list.svelte'

const row = (prompt: string, createdAtUs: number, changes: Partial<GenerationView> = {}): GenerationView =>
  fakeGeneration({ createdAtUs, request: { modelId: 'veo-3.1-fast', prompt }, ...changes })

let fake: FakeBridge
let list: ShownList

function open(rows: readonly GenerationView[], painted = Promise.resolve()): void {
  fake = new FakeBridge(rows)
  const client = createClient(fake.bridge)
  const onError = (error: unknown): void => {
    throw error
  }
  list = new ShownList({ client, rows: new RowCache({ client, onError }), onError, painted })
}

beforeEach(() => open([row('old', 1), row('new', 3)]))

const prompts = (): (string | undefined)[] =>
  list.clips
    .idsBetween(0, list.clips.length)
    .map((id) => fake.rows.find((generation) => generation.id === id)?.request.prompt)
const sorts = (): unknown[] =>
  fake.calls
    .filter(({ name }) => name === 'generations.list')
    .map(({ input }) => (input as { sort: unknown }).sort)
const limits = (): unknown[] =>
  fake.calls
    .filter(({ name }) => name === 'generations.list')
    .map(({ input }) => (input as { limit: unknown }).limit)

it('shows the newest clips first, and then all', async () => {
  open(Array.from({ length: 450 }, (_, index) => row(`clip ${index}`, index + 1)))
  const release = fake.hold('generations.list')
  const shown = list.show('all', '')
  release()
  await shown
  expect(list.clips.length).toBe(450)
  expect(limits()).toEqual([60, 10_000])
})

it('reads all clips once the first ones are drawn', async () => {
  let paint: () => void = () => undefined
  const painted = new Promise<void>((resolve) => (paint = resolve))
  open(
    Array.from({ length: 450 }, (_, index) => row(`clip ${index}`, index + 1)),
    painted
  )
  const shown = list.show('all', '')
  await vi.waitFor(() => expect(list.status).toBe('loaded'))
  expect([list.clips.length, limits()]).toEqual([60, [60]])
  paint()
  await shown
  expect([list.clips.length, limits()]).toEqual([450, [60, 10_000]])
})

describe('while a search is typed', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    open(Array.from({ length: 450 }, (_, index) => row(`clip ${index}`, index + 1)))
  })
  afterEach(() => vi.useRealTimers())

  it('reads all its clips only once it settles', async () => {
    for (const text of ['c', 'cl', 'clip']) {
      void list.show('all', text, { isTyped: true })
      await vi.advanceTimersByTimeAsync(199)
    }
    expect([list.clips.length, limits()]).toEqual([60, [60, 60, 60]])
    expect([list.isWhole, list.question.text]).toEqual([false, 'clip'])
    await vi.advanceTimersByTimeAsync(1)
    expect(list.isWhole).toBe(true)
    expect([list.clips.length, limits()]).toEqual([450, [60, 60, 60, 10_000]])
  })

  it('reads them at once for what needs all', async () => {
    void list.show('all', 'clip', { isTyped: true })
    await vi.advanceTimersByTimeAsync(10)
    expect(list.clips.length).toBe(60)
    const complete = list.complete()
    await vi.advanceTimersByTimeAsync(10)
    expect([list.clips.length, await complete]).toEqual([450, true])
  })

  it('says that another list was asked for before all were read', async () => {
    void list.show('all', 'c', { isTyped: true })
    await vi.advanceTimersByTimeAsync(10)
    const complete = list.complete()
    void list.show('all', 'cl', { isTyped: true })
    expect(await complete).toBe(false)
  })
})

it('reads a long list in parts, and shows it as a whole', async () => {
  open(Array.from({ length: 20_001 }, (_, index) => row(`clip ${index}`, index + 1)))
  await list.show('all', '')
  expect(limits()).toEqual([60, 10_000, 10_000, 10_000])
  expect([list.clips.length, list.clips.keys.at(-1)]).toEqual([20_001, 1])
  expect(list.clips.idAt(20_000)).toBe(fake.rows.at(-1)?.id)
})

it('reads a short list once', async () => {
  await list.show('all', '')
  expect([prompts(), limits(), list.status]).toEqual([['new', 'old'], [60], 'loaded'])
  expect(list.isWhole).toBe(true)
})

it('inserts, removes and returns rows as they change', async () => {
  await list.show('all', '')
  const between = row('between', 2)
  fake.rows = [...fake.rows, between]
  list.take([between])
  expect(prompts()).toEqual(['new', 'between', 'old'])
  list.take([{ ...between, revision: 2, deletedAtMs: 9 }])
  expect(prompts()).toEqual(['new', 'old'])
})

it('keeps a change that arrived while the list was read', async () => {
  const release = fake.hold('generations.list')
  const reading = list.show('all', '')
  const newest = row('newest', 9)
  list.take([newest])
  release()
  await reading
  expect(list.clips.idAt(0)).toBe(newest.id)
})

it('drops the answer to an outdated search', async () => {
  const release = fake.hold('generations.list')
  const slow = list.show('all', 'old')
  release()
  await Promise.all([slow, list.show('all', 'new')])
  expect(prompts()).toEqual(['new'])
})

it('stays as it is while it is read again, and is replaced as a whole', async () => {
  open(Array.from({ length: 300 }, (_, index) => row(`clip ${index}`, index + 1)))
  await list.show('all', '')
  fake.calls.length = 0
  fake.rows = fake.rows.slice(1)
  const reading = list.reload()
  expect(list.clips.length).toBe(300)
  await reading
  expect([list.clips.length, limits()]).toEqual([299, [10_000]])
})

it('reads a short list again in the order that arrived meanwhile', async () => {
  const release = fake.hold('generations.list')
  const shown = list.show('all', '')
  await list.setSort('stars')
  release()
  await shown
  expect([sorts(), list.status]).toEqual([['newest', 'stars'], 'loaded'])
})

it('does not keep an order that changed while it was read', async () => {
  await list.setSort('stars')
  const release = fake.hold('generations.list')
  const shown = list.show('all', '')
  await list.setSort('stars')
  await list.setSort('longest')
  release()
  await shown
  expect(sorts().at(-1)).toBe('longest')
})

it('reads once where the order is the same, and again where it could not be read', async () => {
  await list.show('all', '')
  await list.setSort('stars')
  await list.setSort('stars')
  expect(sorts()).toEqual(['newest', 'stars'])
  fake.fail('generations.list', { code: 'bug', message: 'No.', retryable: true })
  await expect(list.setSort('longest')).rejects.toThrow('No.')
  await list.setSort('longest')
  expect([sorts().slice(2), list.status]).toEqual([['longest', 'longest'], 'loaded'])
})

it('reports a read error and can retry', async () => {
  fake.fail('generations.list', { code: 'bug', message: 'No.', retryable: true })
  await expect(list.show('all', '')).rejects.toThrow('No.')
  expect(list.status).toBe('failed')
  await list.reload()
  expect([list.status, prompts()]).toEqual(['loaded', ['new', 'old']])
})
