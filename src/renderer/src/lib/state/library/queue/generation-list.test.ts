import { beforeEach, describe, expect, it } from 'vitest'
import type { GenerationView } from '@shared/generation'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { GenerationList } from './generation-list.svelte'

const prompts = (list: GenerationList): string[] => list.rows.map(({ request }) => request.prompt)
const row = (prompt: string, createdAtUs: number, changes: Partial<GenerationView> = {}): GenerationView =>
  fakeGeneration({ createdAtUs, request: { modelId: 'veo-3.1-fast', prompt }, ...changes })

let fake: FakeBridge
let list: GenerationList

beforeEach(async () => {
  fake = new FakeBridge([row('old', 1), row('new', 3)])
  list = new GenerationList(createClient(fake.bridge), 'all')
  await list.reload()
})

describe('merging', () => {
  it('inserts a new generation in order', () => {
    list.take([row('newest', 4), row('between', 2)])
    expect(prompts(list)).toEqual(['newest', 'new', 'between', 'old'])
  })

  it('ignores an event older than the current row', () => {
    const running = row('clip', 5, { state: 'processing', revision: 2 })
    list.take([running])
    list.take([{ ...running, state: 'ready', revision: 3 }])
    list.take([{ ...running, state: 'downloading', revision: 2 }])
    expect(list.rows[0]).toMatchObject({ state: 'ready', revision: 3 })
  })

  it('removes rows that left the view and adds them when they return', () => {
    const first = list.rows[0]
    if (!first) throw new Error('The list is empty')
    list.take([{ ...first, revision: 2, deletedAtMs: 9 }])
    expect(prompts(list)).toEqual(['old'])
    list.take([{ ...first, revision: 3, deletedAtMs: null }])
    expect(prompts(list)).toEqual(['new', 'old'])
  })

  it('keeps the same array when nothing in the view changed', () => {
    const before = list.rows
    list.take([row('deleted elsewhere', 9, { deletedAtMs: 1 })])
    expect(list.rows).toBe(before)
  })
})

describe('reading', () => {
  it('reads one page, and ignores changes of older ones', async () => {
    fake = new FakeBridge(Array.from({ length: 300 }, (_, index) => row(`clip ${index}`, index + 10)))
    list = new GenerationList(createClient(fake.bridge), 'all')
    await list.reload()
    list.take([row('very old', 1)])
    expect(prompts(list)).toHaveLength(200)
    expect(prompts(list)).not.toContain('very old')
  })

  it('keeps a change received while a page loads', async () => {
    const open = fake.hold('generations.page')
    const reading = list.reload()
    const [first] = fake.rows
    if (!first) throw new Error('There are no rows')
    list.take([{ ...first, revision: 7 }])
    open()
    await reading
    expect(list.rows[0]?.revision).toBe(7)
  })

  it('reports a read error and can retry', async () => {
    fake.fail('generations.page', { code: 'bug', message: 'No.', retryable: true })
    await expect(list.reload()).rejects.toThrow('No.')
    await list.reload()
    expect(prompts(list)).toEqual(['new', 'old'])
  })
})
