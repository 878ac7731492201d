import { flushSync } from 'svelte'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { GenerationView } from '@shared/generation'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { createServices } from '$lib/services'
import { GridModel } from './grid-model.svelte'

async function createModel(states: readonly GenerationView['state'][]) {
  const fake = new FakeBridge(states.map((state) => fakeGeneration({ state })))
  const { app, library, selection } = createServices(fake.bridge)
  onTestFinished(() => {
    app.destroy()
    library.destroy()
  })
  await app.start()
  await library.start()
  const model = new GridModel({
    clips: () => library.clips,
    find: (id) => library.rows.get(id),
    tileSize: () => app.state.settings.tileSize,
    active: () => selection.active
  })
  model.measure(800, 300)
  return { app, fake, library, model, selection }
}

it('lays the clips out again only where one of them, or the size of the tiles, changed', async () => {
  const { app, fake, library, model, selection } = await createModel(['processing', 'failed', 'ready'])
  const layouts: unknown[] = []
  onTestFinished(
    $effect.root(() => {
      $effect(() => void layouts.push(model.layout))
    })
  )
  flushSync()
  expect(layouts).toHaveLength(1)

  // Progress, a balance and other settings change all the time.
  fake.emit('app.changed', { ...fake.state, revision: fake.state.revision + 1 })
  const [running] = library.inProgress.rows
  library.take([{ ...running!, revision: running!.revision + 1, stateSinceMs: 1 }])
  selection.select(running!.id)
  flushSync()
  expect(layouts).toHaveLength(1)

  await app.updateSettings({ tileSize: 'small' })
  flushSync()
  expect(layouts).toHaveLength(2)
  library.take([{ ...running!, revision: running!.revision + 2, state: 'failed' }])
  flushSync()
  expect(layouts).toHaveLength(3)
})

it('reads no clips while the list leaps, and those where it landed', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { library, model } = await createModel(Array.from({ length: 50 }, () => 'ready' as const))
  const [first] = model.nearby()
  expect(first).toBe(library.clips.idAt(0))
  model.scroll(800)
  expect(model.nearby()).not.toEqual([])
  model.scroll(2300)
  await vi.advanceTimersByTimeAsync(60)
  model.scroll(0)
  await vi.advanceTimersByTimeAsync(99)
  expect(model.nearby()).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(model.nearby()).toContain(first)
  model.scroll(2300)
  model.destroy()
  expect(vi.getTimerCount()).toBe(0)
})
