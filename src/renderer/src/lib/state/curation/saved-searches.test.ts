import { beforeEach, expect, it, vi } from 'vitest'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { createServices, type Services } from '$lib/services'

const row = (prompt: string) => fakeGeneration({ request: { modelId: 'veo-3.1-fast', prompt } })

let fake: FakeBridge
let services: Services

beforeEach(async () => {
  fake = new FakeBridge([row('red boat'), row('red car'), row('blue boat')])
  services = createServices(fake.bridge)
  await services.items.start()
  return () => services.items.destroy()
})

it('replaces the search of a name that is saved again', async () => {
  const { savedSearches } = services
  await savedSearches.save('Boats', 'boat')
  await savedSearches.save('Boats', 'boat -blue')
  await savedSearches.save('Cars', 'car')
  await vi.waitFor(() =>
    expect(savedSearches.all.map(({ name, search }) => [name, search])).toEqual([
      ['Boats', 'boat -blue'],
      ['Cars', 'car']
    ])
  )
})

it('edits the one that was chosen, or else the first', async () => {
  const { savedSearches, window: parts } = services
  expect(savedSearches.edited).toBeUndefined()
  for (const name of ['Boats', 'Cars']) await savedSearches.save(name, name)
  savedSearches.edit()
  expect([parts.panel, savedSearches.edited?.name]).toEqual(['saved_searches', 'Boats'])
  savedSearches.choose(savedSearches.all[1]!.id)
  expect(savedSearches.edited?.name).toBe('Cars')
})

it('finds another one of the name that saving would replace', async () => {
  const { items, savedSearches } = services
  await items.add({ kind: 'collection', name: 'Boats' })
  for (const name of ['Boats', 'boats', 'Cars']) await savedSearches.save(name, name)
  const [boats, lower, cars] = savedSearches.all
  expect(savedSearches.named('Boats ', cars!.id)).toBe(boats)
  expect([savedSearches.named('Boats', boats!.id), savedSearches.named('boats', lower!.id)]).toEqual([
    undefined,
    undefined
  ])
})

it('offers to take back a change and a deletion by their own steps', async () => {
  const { savedSearches, toasts } = services
  await savedSearches.save('Boats', 'boat')
  const [saved] = savedSearches.all
  expect(await savedSearches.change(saved!.id, { name: 'Red boats', search: 'red boat' })).toBe(true)
  expect(toasts.toasts.at(-1)).toMatchObject({ text: 'Saved “Red boats”', action: { label: 'Undo' } })
  fake.fail('items.change', { code: 'not_found', message: 'It is gone.', retryable: false })
  expect(await savedSearches.change(saved!.id, { name: 'Boats', search: 'boat' })).toBe(false)
  await savedSearches.remove(saved!)
  expect(toasts.toasts.at(-1)).toMatchObject({
    text: 'Deleted the search “Boats”',
    action: { label: 'Undo' }
  })
  const steps = fake.calls.flatMap(({ name, input }) =>
    name === 'items.change' || name === 'items.remove' ? (input as { readonly step: string }).step : []
  )
  expect([steps.length, new Set(steps).size]).toEqual([3, 3])
})

it('counts what a search finds, unless another one is asked for meanwhile', async () => {
  const { savedSearches } = services
  expect(await savedSearches.count('boat', () => true)).toBe(2)
  expect(await savedSearches.count('boat', () => false)).toBeNull()
})
