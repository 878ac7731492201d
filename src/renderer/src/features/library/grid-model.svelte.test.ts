import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
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
    question: () => library.list.question,
    find: (id) => library.rows.get(id),
    tileSize: () => app.state.settings.tileSize,
    active: () => selection.active
  })
  model.measure(800, 300)
  model.noteDrawn()
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

it('has the visible clips of another list in the page first, and those around them once they are drawn', async () => {
  const { library, model } = await createModel(Array.from({ length: 50 }, () => 'ready' as const))
  const around = model.tiles.length
  await library.show('all', '-boat')
  const visible = model.tiles
  expect(visible.length).toBeLessThan(around)
  expect(visible.every(({ top }) => top <= 400)).toBe(true)
  model.noteDrawn()
  expect(model.tiles).toHaveLength(around)
  await library.list.reload()
  expect(model.tiles).toHaveLength(around)
})

describe('what is scrolled past', () => {
  const states = Array.from({ length: 50 }, () => 'ready' as const)
  const drawn = ({ tiles }: GridModel): number => tiles.filter(({ generation }) => generation).length
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is neither read nor drawn, unless it was drawn before', async () => {
    const { library, model } = await createModel(states)
    const [first] = model.nearby()
    expect(first).toBe(library.clips.idAt(0))
    expect(drawn(model)).toBe(model.tiles.length)
    model.scroll(2300)
    expect([model.nearby(), drawn(model)]).toEqual([[], 0])
    await vi.advanceTimersByTimeAsync(60)
    model.scroll(0)
    await vi.advanceTimersByTimeAsync(99)
    expect([model.nearby(), drawn(model)]).toEqual([[], 0])
    await vi.advanceTimersByTimeAsync(1)
    expect(model.nearby()).toContain(first)
    expect(drawn(model)).toBe(model.tiles.length)
    model.scroll(2300)
    model.destroy()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is what was visible for less than a tenth of a second', async () => {
    const { model } = await createModel(states)
    const isPassing = (): boolean => model.nearby().length === 0
    for (const top of [150, 300, 450, 600]) {
      model.scroll(top)
      await vi.advanceTimersByTimeAsync(60)
    }
    expect(isPassing()).toBe(false)
    for (const top of [750, 900, 1050]) {
      model.scroll(top)
      await vi.advanceTimersByTimeAsync(30)
    }
    expect(isPassing()).toBe(true)
  })
})
