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
let board: BoardManager
let items: ItemsManager
let shot: Item
let other: Item
const takes = (of: Item): (number | null)[] | undefined =>
  board.takesOf(of.id)?.map(({ annotations }) => annotations.take)
const reads = (): unknown[] => fake.calls.filter(({ name }) => name === 'shots.takes')

beforeEach(async () => {
  fake = new FakeBridge()
  const client = createClient(fake.bridge)
  const errors = new ErrorReporter(client, new ToastManager())
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

it('keeps nothing once it is closed', async () => {
  const close = board.open()
  board.want([shot.id])
  await vi.waitFor(() => expect(takes(shot)).toHaveLength(2))
  close()
  expect(takes(shot)).toBeUndefined()
})
