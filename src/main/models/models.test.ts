import { expect, it } from 'vitest'
import type { ListedModel } from '@shared/catalogue/model-listing'
import { models } from '@shared/catalogue/models'
import { FakeClock } from '../base/testing/fake-clock'
import { Models, type ModelMemory } from './models'

class FakeMemory implements ModelMemory {
  readonly values = new Map<string, string>()
  read(name: string): string | null {
    return this.values.get(name) ?? null
  }
  write(name: string, value: string): void {
    this.values.set(name, value)
  }
}

const open = (memory: FakeMemory, listed: readonly ListedModel[] | null = null): Models =>
  new Models({
    catalogue: models,
    memory,
    clock: new FakeClock(),
    onChange: () => undefined,
    fetchList: () =>
      Promise.resolve(
        listed
          ? { kind: 'listed', models: listed, isWhole: true }
          : { kind: 'failed', problem: { code: 'offline', message: 'No network.', retryable: true } }
      )
  })

it('loads the catalogue and custom models in the next run too', () => {
  const memory = new FakeMemory()
  open(memory).add({ id: 'my-model', name: 'Mine', further: { fps: 25 } })
  const next = open(memory)
  expect(next.find('veo-3.1-fast')?.name).toBe('Veo 3.1 Fast')
  expect(next.find('my-model')).toMatchObject({ name: 'Mine', isOpen: true })
  next.remove('my-model')
  expect(open(memory).find('my-model')).toBeUndefined()
})

it('adds new ids from the list, and keeps everything if the next list is unavailable', async () => {
  const memory = new FakeMemory()
  await open(memory, [{ id: 'brand-new-t2v', name: null, isTextToVideo: true }]).refresh()
  const next = open(memory)
  expect(next.find('brand-new-t2v')?.status).toEqual({ kind: 'not_described' })
  await expect(next.refresh()).rejects.toThrow('No network.')
  expect(next.find('brand-new-t2v')).toBeDefined()
})

it('starts with the catalogue if the stored models are unreadable', () => {
  const memory = new FakeMemory()
  memory.values.set('custom_models', '{"half')
  memory.values.set('model_listing', '{"checkedAtMs":"soon"}')
  expect(open(memory).sources()).toEqual({ custom: [], listing: null, withdrawn: [], unconfirmed: [] })
})

it('marks a withdrawn model with its date, in the next run too, until it is tried again', () => {
  const memory = new FakeMemory()
  const before = open(memory)
  before.withdraw('veo-3.1-fast', 'Model veo-3.1-fast is no longer available')
  before.withdraw('veo-3.1-fast', 'said again')
  const next = open(memory)
  const [marked] = next.sources().withdrawn
  expect(marked?.words).toBe('Model veo-3.1-fast is no longer available')
  expect(next.find('veo-3.1-fast')?.status).toMatchObject({
    kind: 'withdrawn',
    since: marked?.on,
    isToldByAnswer: true
  })
  next.reinstate('veo-3.1-fast')
  expect(open(memory).find('veo-3.1-fast')?.status.kind).toBe('documented')
})

it('marks a custom model, and imports marks from the library folder', () => {
  const memory = new FakeMemory()
  const mine = open(memory)
  mine.importModels([{ id: 'my-model' }], [{ id: 'my-model', on: '2026-11-22', words: null }])
  expect(open(memory).find('my-model')?.status.kind).toBe('withdrawn')
})
