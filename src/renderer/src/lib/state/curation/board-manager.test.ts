import { beforeEach, expect, it, vi } from 'vitest'
import { noAnnotations } from '@shared/library/annotations'
import type { Item } from '@shared/library/items'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { ErrorReporter } from '../window/error-reporter'
import { ToastManager } from '../window/toast-manager.svelte'
import { BoardManager } from './board-manager.svelte'
import { ItemsManager } from './items-manager.svelte'

let fake: FakeBridge
let toasts: ToastManager
let board: BoardManager
let items: ItemsManager
let shot: Item
let other: Item
const takes = (of: Item): (number | null)[] | undefined =>
  board.takesOf(of.id)?.map(({ annotations }) => annotations.take)
const reads = (of: 'shots.takes' | 'shots.cut' = 'shots.takes'): unknown[] =>
  fake.calls.filter(({ name }) => name === of)
const failure = { code: 'bug', message: 'No.', retryable: false } as const

beforeEach(async () => {
  fake = new FakeBridge()
  const client = createClient(fake.bridge)
  toasts = new ToastManager()
  const errors = new ErrorReporter(client, toasts)
  items = new ItemsManager(client, errors)
  board = new BoardManager({ client, errors, items, project: () => null })
  await items.start()
  shot = (await items.add({ kind: 'shot', name: 'One' }))!
  other = (await items.add({ kind: 'shot', name: 'Two' }))!
  for (const take of [1, 2]) {
    fake.add(fakeGeneration({ annotations: { ...noAnnotations, shotId: shot.id, take } }))
  }
  const close = board.open()
  return () => {
    close()
    items.destroy()
  }
})

it('reads the takes of the shots on screen once', async () => {
  board.want([shot.id])
  await vi.waitFor(() => expect(takes(shot)).toHaveLength(2))
  board.want([shot.id])
  expect([takes(other), reads().length]).toEqual([undefined, 1])
  expect(board.visible).toEqual(board.takesOf(shot.id))
})

it('finds the take beside one', async () => {
  board.want([shot.id])
  await vi.waitFor(() => expect(takes(shot)).toHaveLength(2))
  const [first, second] = board.takesOf(shot.id)!.map(({ id }) => id)
  expect([first!, second!, null].map((id) => board.neighbourOf(id))).toEqual([second, first, null])
})

it('follows a take into another shot', async () => {
  board.want([shot.id, other.id])
  await vi.waitFor(() => expect(takes(shot)).toHaveLength(2))
  const [first] = board.takesOf(shot.id)!
  fake.update(first!.id, { annotations: { ...noAnnotations, shotId: other.id, take: 1 } })
  await vi.waitFor(() => expect([takes(shot)?.length, takes(other)]).toEqual([1, [1]]))
})

it('reads takes that changed again after a reading that failed', async () => {
  board.want([shot.id, other.id])
  await vi.waitFor(() => expect(takes(shot)).toHaveLength(2))
  const [first] = board.takesOf(shot.id)!
  fake.fail('shots.takes', failure)
  fake.update(first!.id, { annotations: { ...noAnnotations, shotId: other.id, take: 1 } })
  await vi.waitFor(() => expect(toasts.toasts).toHaveLength(1))
  board.want([shot.id, other.id])
  await vi.waitFor(() => expect([takes(shot)?.length, takes(other)]).toEqual([1, [1]]))
})

it('reads takes again that change while they are read', async () => {
  board.want([shot.id])
  await vi.waitFor(() => expect(takes(shot)).toHaveLength(2))
  const answer = fake.hold('shots.takes')
  const add = (take: number): void =>
    fake.add(fakeGeneration({ annotations: { ...noAnnotations, shotId: shot.id, take } }))
  add(3)
  await vi.waitFor(() => expect(reads()).toHaveLength(2))
  add(4)
  answer()
  await vi.waitFor(() => expect([takes(shot)?.length, reads().length]).toEqual([4, 3]))
})

it('reads the cut after changes, and not while scrolling', async () => {
  board.want([shot.id])
  await vi.waitFor(() => expect(takes(shot)).toHaveLength(2))
  expect(reads('shots.cut')).toHaveLength(0)
  fake.update(board.takesOf(shot.id)![0]!.id, {})
  await vi.waitFor(() => expect(reads('shots.cut')).toHaveLength(1))
  board.want([other.id])
  await vi.waitFor(() => expect(takes(other)).toEqual([]))
  expect(reads('shots.cut')).toHaveLength(1)
})

it('keeps nothing once it is closed', async () => {
  const close = board.open()
  board.want([shot.id])
  await vi.waitFor(() => expect(takes(shot)).toHaveLength(2))
  close()
  expect(takes(shot)).toBeUndefined()
})
