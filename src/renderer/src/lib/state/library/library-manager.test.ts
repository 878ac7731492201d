import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { clipLook } from '@shared/library/listing'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { LibraryManager } from './library-manager.svelte'

let fake: FakeBridge
let library: LibraryManager

beforeEach(async () => {
  vi.useFakeTimers()
  fake = new FakeBridge([fakeGeneration({ state: 'processing' }), fakeGeneration({ state: 'failed' })])
  library = new LibraryManager({
    client: createClient(fake.bridge),
    painted: Promise.resolve(),
    onError: (error) => {
      throw error
    }
  })
  await library.start()
})
afterEach(() => {
  library.destroy()
  vi.useRealTimers()
})

it('tracks running clips and those that need the user in every view', async () => {
  await library.show('trash', '')
  expect([library.clips, library.inProgress.rows, library.needsYou.rows].map(({ length }) => length)).toEqual(
    [0, 1, 1]
  )
})

it('updates the inspected clip after it left the list', async () => {
  await library.show('in_progress', '')
  const running = library.inProgress.rows[0]
  if (!running) throw new Error('Nothing runs')
  fake.update(running.id, { state: 'downloading' })
  fake.update(running.id, { state: 'ready' })
  await vi.advanceTimersByTimeAsync(20)
  expect(library.clips.length).toBe(0)
  expect(library.find(running.id)?.state).toBe('ready')
})

it('renders a burst of changes once', async () => {
  const take = vi.spyOn(library.list, 'take')
  for (let times = 0; times < 50; times += 1)
    fake.add(fakeGeneration({ createdAtUs: Date.now() * 1000 + times }))
  await vi.advanceTimersByTimeAsync(20)
  expect(take).toHaveBeenCalledOnce()
  expect(library.clips.length).toBe(52)
})

it('reloads its lists after a bulk change', async () => {
  fake.rows = [...fake.rows, ...Array.from({ length: 3 }, () => fakeGeneration({ state: 'failed' }))]
  fake.emit('library.changed', {})
  await vi.advanceTimersByTimeAsync(20)
  expect([library.list.clips.length, library.needsYou.rows.length]).toEqual([5, 4])
})

it('lists only the first of the clips that wait for credit', async () => {
  const waiting = Array.from({ length: 3 }, () => fakeGeneration({ state: 'queued', waitingFor: 'credit' }))
  for (const generation of waiting) fake.add(generation)
  await vi.advanceTimersByTimeAsync(20)
  expect([library.list.clips.length, library.clips.length]).toEqual([5, 3])
  expect(library.groupOf(waiting[0]!.id)?.ids).toHaveLength(3)
})

it('shows a group that waits for credit as one thin row, and its clips as cards until then', async () => {
  const queued = Array.from({ length: 2 }, () => fakeGeneration({ state: 'queued', waitingFor: 'slot' }))
  for (const generation of queued) fake.add(generation)
  await vi.advanceTimersByTimeAsync(20)
  const looks = (): number[] => Array.from(library.clips.idsBetween(0, 2), lookOf)
  const lookOf = (id: GenerationId): number => library.clips.lookAt(library.clips.positionOf(id))
  expect(queued.map(({ id }) => lookOf(id))).toEqual([clipLook.card, clipLook.card])
  for (const { id } of queued) fake.update(id, { waitingFor: 'credit' })
  await vi.advanceTimersByTimeAsync(20)
  expect(looks()).toEqual([clipLook.exception, clipLook.exception])
  expect(library.groupOf(library.clips.idAt(0)!)).not.toBeNull()
})

it('unfolds the day of a clip that is to be shown', async () => {
  fake.rows = Array.from({ length: 6 }, (_, index) =>
    fakeGeneration({ state: 'failed', createdAtUs: 1_763_800_000_000_000 - index })
  )
  await library.list.reload()
  const [last] = library.list.clips.idsBetween(5, 6)
  expect([library.clips.length, library.clips.positionOf(last!)]).toEqual([3, -1])
  expect(library.reveal(last!)).toBe(true)
  expect([library.clips.length, library.clips.positionOf(last!)]).toEqual([6, 5])
  expect(library.reveal(crypto.randomUUID() as GenerationId)).toBe(false)
})

it('folds nothing of a search', async () => {
  fake.rows = Array.from({ length: 5 }, (_, index) =>
    fakeGeneration({ state: 'failed', createdAtUs: 1_763_800_000_000_000 - index })
  )
  await library.show('all', 'a')
  expect(library.clips.length).toBe(library.list.clips.length)
})
