import { beforeEach, expect, it, vi } from 'vitest'
import type { ItemId } from '@shared/library/items'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { ErrorReporter } from '../window/error-reporter'
import { ToastManager } from '../window/toast-manager.svelte'
import { ItemsManager } from './items-manager.svelte'

let fake: FakeBridge
let items: ItemsManager
const names = (): string[] => items.shots.map(({ name }) => name)

beforeEach(async () => {
  fake = new FakeBridge()
  const client = createClient(fake.bridge)
  items = new ItemsManager(client, new ErrorReporter(client, new ToastManager()))
  await items.start()
  return () => items.destroy()
})

it('adds, renames, moves and removes items', async () => {
  const one = await items.add({ kind: 'shot', name: 'One' })
  const two = await items.add({ kind: 'shot', name: 'Two' })
  await items.move(two!.id, one!.id)
  expect(names()).toEqual(['Two', 'One'])
  await items.change(one!.id, { name: 'First' })
  expect(names()).toEqual(['Two', 'First'])
  await items.remove(two!.id)
  expect([names(), items.get(two!.id)]).toEqual([['First'], undefined])
})

it('finds an item by its name, however it is written, and a shot only in its project', async () => {
  const project = await items.add({ kind: 'project', name: 'Évian' })
  const shot = await items.add({ kind: 'shot', name: 'Harbour', projectId: project!.id })
  expect(items.named('project', ' evian')?.id).toBe(project?.id)
  expect(items.named('shot', 'harbour')).toBeUndefined()
  expect(items.named('shot', 'harbour', project?.id)?.id).toBe(shot?.id)
})

it('finds no saved search by the name of a collection', async () => {
  await items.add({ kind: 'collection', name: 'Boats', search: 'boat' })
  expect(items.named('collection', 'Boats')).toBeUndefined()
  const byHand = await items.add({ kind: 'collection', name: 'Boats' })
  expect(items.named('collection', 'boats')?.id).toBe(byHand!.id)
})

it('shows the shots of a removed project among those without one', async () => {
  const project = await items.add({ kind: 'project', name: 'Film' })
  await items.add({ kind: 'shot', name: 'Harbour', projectId: project!.id })
  expect([items.shotsOf(project!.id).length, items.shotsOf(null).length]).toEqual([1, 0])
  await items.remove(project!.id)
  expect(items.shotsOf(null).map(({ name }) => name)).toEqual(['Harbour'])
})

it('finds a shot of a removed project by its name, so that no second one is added', async () => {
  const project = await items.add({ kind: 'project', name: 'Film' })
  const shot = await items.add({ kind: 'shot', name: 'Harbour', projectId: project!.id })
  await items.remove(project!.id)
  expect(items.named('shot', 'harbour')?.id).toBe(shot?.id)
})

it('reads everything again after an import, and drops what is gone', async () => {
  const one = await items.add({ kind: 'shot', name: 'One' })
  fake.curation.items.splice(0, 1, { ...one!, id: crypto.randomUUID() as ItemId, name: 'Imported' })
  fake.emit('library.changed', {})
  await vi.waitFor(() => expect(names()).toEqual(['Imported']))
})
