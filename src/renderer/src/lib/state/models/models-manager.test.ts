import { beforeEach, expect, it } from 'vitest'
import { writtenDay } from '@shared/local-day'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { modelItems, type ModelItem } from './model-items'
import { ModelsManager } from './models-manager.svelte'

let fake: FakeBridge
let models: ModelsManager
const itemsOf = (query: string): readonly ModelItem[] =>
  modelItems(models.list, { query, amountOf: () => null, lately: [] })
const found = (query: string): string[] => itemsOf(query).map(({ value }) => value)

beforeEach(() => {
  fake = new FakeBridge()
  models = new ModelsManager(createClient(fake.bridge), () => false)
})

it('finds models by name, id and provider', () => {
  expect(found('veo fast')).toContain('veo-3.1-fast')
  expect(found('google').length).toBeGreaterThan(3)
  expect(found('no such model')).toEqual([])
})

it('lists withdrawn models as disabled', () => {
  const [sora] = itemsOf('sora-2')
  expect(sora).toMatchObject({ disabled: true })
  expect(sora?.marks[0]).toContain(writtenDay('2026-09-24'))
  expect(sora?.source).toBe(
    'OpenAI switched Sora 2 and its Videos API off. Source: developers.openai.com/api/docs/models/sora-2'
  )
})

it('shows the documentation source of each model in the catalogue', () => {
  const sourceOf = (id: string): unknown => itemsOf(id)[0]?.source
  expect(sourceOf('veo-3.1-fast')).toBe('Documented: modelslab.com/models/google/Veo-3.1-fast/api')
  expect(sourceOf('seedance-1-5-pro')).toBe('Unverified: from public client code')
  expect(itemsOf('').filter(({ source }) => source === '')).toEqual([])
})

it('keeps a custom model with its fields until it is removed', async () => {
  await models.add({ id: 'house-model', name: 'House', further: { seed: 7 } })
  const house = models.find('house-model')
  expect(house).toMatchObject({ name: 'House', isOpen: true })
  const request = { modelId: 'veo-3.1-fast', prompt: 'A boat', durationSeconds: 8 }
  expect(house && models.map(request, house).request).toEqual({
    modelId: 'house-model',
    prompt: 'A boat',
    further: { seed: 7 }
  })
  await models.remove('house-model')
  expect(models.find('house-model')).toBeUndefined()
})

it('marks new and missing models after a refresh', async () => {
  fake.models = {
    custom: [],
    withdrawn: [],
    unconfirmed: [],
    listing: {
      checkedAtMs: 1,
      models: [{ id: 'brand-new', name: null, isTextToVideo: true, isListed: true }]
    }
  }
  await models.refresh()
  expect(itemsOf('brand-new')[0]?.marks).toEqual(['New. Settings unknown.'])
  expect(itemsOf('veo-3.1-fast')[0]?.marks.join(' ')).toContain("No longer in ModelsLab's list")
})
