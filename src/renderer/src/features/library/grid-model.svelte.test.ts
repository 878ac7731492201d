import { flushSync } from 'svelte'
import { expect, it, onTestFinished } from 'vitest'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { createServices } from '$lib/services'
import { GridModel } from './grid-model.svelte'

it('lays the clips out again only where one of them, or the size of the tiles, changed', async () => {
  const fake = new FakeBridge([
    fakeGeneration({ state: 'processing' }),
    fakeGeneration({ state: 'failed' }),
    fakeGeneration({ state: 'ready' })
  ])
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
  model.measure(800, 600)
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
  library.take([{ ...running!, revision: running!.revision + 1, eta: 9 } as never])
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
