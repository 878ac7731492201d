import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { createServices, type Services } from '$lib/services'

const row = (prompt: string, state: 'ready' | 'failed' = 'ready'): ReturnType<typeof fakeGeneration> =>
  fakeGeneration({ state, request: { modelId: 'veo-3.1-fast', prompt } })

let fake: FakeBridge
let services: Services

beforeEach(async () => {
  vi.useFakeTimers()
  fake = new FakeBridge([row('red boat'), row('red car', 'failed'), row('blue boat', 'failed')])
  services = createServices(fake.bridge)
  await services.library.start()
})
afterEach(() => {
  services.library.destroy()
  vi.useRealTimers()
})

async function shown(): Promise<readonly string[]> {
  await vi.advanceTimersByTimeAsync(100)
  const { clips } = services.library
  const ids = new Set<string>(clips.idsBetween(0, clips.length))
  return fake.rows.flatMap(({ id, request }) => (ids.has(id) ? request.prompt : [])).toSorted()
}

it('searches for words as they are typed, and marks the clips that are found with them', async () => {
  services.search.setWords('Boat -blue')
  expect(services.search.terms).toEqual([])
  expect(await shown()).toEqual(['red boat'])
  expect(services.search.terms).toEqual(['boat'])
})

it('asks at once, and together for what is typed right after', async () => {
  const asked = (): readonly unknown[] =>
    fake.calls.flatMap(({ name, input }) =>
      name === 'generations.list' ? (input as { readonly text: string }).text : []
    )
  const before = asked().length
  for (const words of ['b', 'bo', 'boa', 'boat']) services.search.setWords(words)
  expect(asked().slice(before)).toEqual(['b'])
  await shown()
  expect(asked().slice(before)).toEqual(['b', 'boat'])
})

it('counts what is on screen until the next answer, with a plus until all is read', async () => {
  const many = Array.from({ length: 70 }, (_, index) => row(index === 0 ? 'red boat' : 'red car'))
  fake = new FakeBridge(many)
  services = createServices(fake.bridge)
  services.firstPaint.expect()
  await shown()
  const { search } = services
  expect(search.found).toBeNull()
  search.setWords('red')
  await shown()
  expect(search.found).toBe('60+')
  search.setWords('red boat')
  expect(search.found).toBe('60+')
  await shown()
  expect(search.found).toBe('1')
  search.setWords('red')
  await vi.advanceTimersByTimeAsync(1000)
  expect(search.found).toBe('70')
  search.clearText()
  expect(search.found).toBeNull()
})

it('makes a chip of an operator that is followed by a space, and text of it again', async () => {
  const { search } = services
  search.setWords('boat state:failed')
  expect([search.chips, search.words]).toEqual([[], 'boat state:failed'])
  expect(await shown()).toEqual(['blue boat'])
  search.setWords('boat state:failed ')
  expect([search.chips, search.words, search.text]).toEqual([['state:failed'], 'boat ', 'state:failed boat'])
  expect(await shown()).toEqual(['blue boat'])
  search.editLastChip()
  expect([search.chips, search.words]).toEqual([[], 'state:failed boat'])
  search.finishWords()
  expect(search.chips).toEqual(['state:failed'])
  search.removeChip('state:failed')
  expect(await shown()).toEqual(['blue boat', 'red boat'])
})

it('restores chips of an earlier page, and says which operators it cannot read', () => {
  const { search } = services
  search.restore('all', 'state:failed boat duration:long')
  expect([search.chips, search.words, search.unread]).toEqual([
    ['state:failed'],
    'boat duration:long',
    ['duration:long']
  ])
})
