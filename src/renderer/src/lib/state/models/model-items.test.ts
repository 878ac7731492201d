import { mergeModels } from '@shared/catalogue/model-list'
import { models } from '@shared/catalogue/models'
import { expect, it } from 'vitest'
import { writtenDay } from '@shared/local-day'
import { modelItems } from './model-items'

const listOf = (withdrawn: Parameters<typeof mergeModels>[0]['withdrawn'] = []) =>
  mergeModels({ catalogue: models, custom: [], listing: null, withdrawn })

const itemsOf = (list: ReturnType<typeof listOf>, changes: Partial<Parameters<typeof modelItems>[1]> = {}) =>
  modelItems(list, { query: '', amountOf: () => null, lately: [], ...changes })

it('shows what the request costs on each model, else its rate', () => {
  const asides = itemsOf(listOf(), {
    query: 'veo 3.1 fast',
    amountOf: ({ id }) => (id === 'veo-3.1-fast' ? 1_920_000 : null)
  }).map(({ value, aside }) => [value, aside])
  expect(asides[0]).toEqual(['veo-3.1-fast', '$1.92'])
})

it('lists models that were used lately first, once, and never one that is gone', () => {
  const lately = ['kling-v2-5-turbo-t2v', 'sora-2', 'veo-3.1-fast']
  const items = itemsOf(listOf(), { lately })
  expect(items.slice(0, 2).map(({ value, heading }) => [value, heading])).toEqual([
    ['kling-v2-5-turbo-t2v', 'Used lately'],
    ['veo-3.1-fast', 'Used lately']
  ])
  expect(items.map(({ value }) => value).toSorted()).toEqual(
    itemsOf(listOf())
      .map(({ value }) => value)
      .toSorted()
  )
})

it.each([
  ['veo2', '2026-06-30'],
  ['veo-3.0-fast-generate', '2026-06-30'],
  ['veo-3.1-fast', '2026-10-22']
])('notes that %s may be gone since its maker closed it', (id, date) => {
  const item = itemsOf(listOf()).find(({ value }) => value === id)
  expect(item?.badges).toContainEqual({
    text: 'May be gone',
    why: `Google closed it on ${writtenDay(date)}.`
  })
  expect(item?.disabled).toBe(false)
})

it('shows the message for a model that is gone, and disables it', () => {
  const words = 'Model veo-3.1-fast is no longer available'
  const item = itemsOf(listOf([{ id: 'veo-3.1-fast', on: '2026-11-22', words }])).find(
    ({ value }) => value === 'veo-3.1-fast'
  )
  expect(item?.disabled).toBe(true)
  expect(item?.marks[0]).toContain(`ModelsLab said on ${writtenDay('2026-11-22')} that Veo 3.1 Fast is gone.`)
  expect(item?.source).toContain(words)
})
