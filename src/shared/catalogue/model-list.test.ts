import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CustomModel } from './custom-model'
import { findChoice, mergeModels } from './model-list'
import { listingLimit, ModelListing, parseModelListing, rememberListing } from './model-listing'
import { models } from './models'
import { checkRequest, requestBody } from './request-body'

const entries = [
  { model_id: 'veo-4', name: 'Veo <b>4</b>' },
  { id: 'kling-v4-t2v', model_name: 'Kling\n4' },
  { id: 712, slug: 'xai/grok-2' },
  'wan3-t2v'
]
const read = [
  { id: 'veo-4', name: 'Veo <b>4</b>' },
  { id: 'kling-v4-t2v', name: 'Kling 4' },
  { id: 'xai/grok-2', name: null },
  { id: 'wan3-t2v', name: null }
]

describe('the list of models', () => {
  test.each([
    entries,
    { status: 'success', data: entries },
    { data: { items: entries } },
    { data: { models: entries } },
    { models: entries },
    { results: entries },
    { data: [], results: entries }
  ])('is read from %j', (json) => {
    expect(parseModelListing(json)).toEqual(read)
  })

  test('leaves out what cannot be used', () => {
    const json = [
      {},
      null,
      7,
      { id: 7 },
      { model_id: '' },
      { model_id: '../../x' },
      { model_id: 'a'.repeat(101) },
      { model_id: 'twice', name: 'first' },
      { model_id: 'twice', name: 'second' },
      { model_id: 'long', name: '🚗'.repeat(80) },
      { model_id: 'odd', name: { html: '<script>' }, parameters: { newest: 'type' } }
    ]
    expect(parseModelListing(json)).toEqual([
      { id: 'twice', name: 'first' },
      { id: 'long', name: '🚗'.repeat(50) },
      { id: 'odd', name: null }
    ])
  })

  test('is bounded', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => ({ model_id: `made-up-${index}` }))
    expect(parseModelListing({ data: many })).toHaveLength(listingLimit)
  })

  test('never throws, and is remembered as it is', () => {
    const names = fc.constantFrom('data', 'models', 'results', 'items', 'model_id', 'id', 'name')
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.anything(),
        fc.string({ unit: 'binary' }),
        fc.array(tie('tree')),
        fc.dictionary(names, tie('tree'))
      )
    }))
    fc.assert(
      fc.property(tree, (json) => {
        const listing = rememberListing(null, parseModelListing(json), 5)
        if (listing) expect(ModelListing.parse(listing)).toEqual(listing)
      })
    )
  })
})

describe('what is remembered', () => {
  const listed = (...ids: string[]) => ids.map((id) => ({ id, name: null }))
  const states = (listing: ModelListing | null): unknown =>
    Object.fromEntries((listing?.models ?? []).map(({ id, isListed }) => [id, isListed]))

  test('grows, and marks what is gone', () => {
    const first = rememberListing(null, listed('a', 'b'), 1)
    const second = rememberListing(first, listed('b', 'c'), 2)
    expect(states(second)).toEqual({ a: false, b: true, c: true })
    expect(states(rememberListing(second, listed('a'), 3))).toEqual({ a: true, b: false, c: false })
    expect(second?.checkedAtMs).toBe(2)
  })

  test('nothing new from an empty answer, nothing gone from one that was cut', () => {
    const known = rememberListing(null, listed('a'), 1)
    expect(rememberListing(known, [], 2)).toBe(known)
    const full = Array.from({ length: listingLimit }, (_, index) => ({ id: `m${index}`, name: null }))
    expect(rememberListing(known, full, 2)?.models.at(-1)).toEqual({ id: 'a', name: null, isListed: true })
  })
})

describe('all models to pick from', () => {
  const custom: CustomModel[] = [
    { id: 'mine', name: 'Mine', price: { microdollars: 40_000, per: 'second', asOf: '2026-11-22' } },
    { id: 'veo2' }
  ]
  const listing = rememberListing(
    rememberListing(null, [{ id: 'older', name: null }], 1),
    [
      { id: 'veo-3.1-fast', name: 'x' },
      { id: 'veo-4', name: 'Veo 4' }
    ],
    2
  )

  test('are the catalogue while nothing else is known', () => {
    const list = mergeModels({ catalogue: models, custom: [], listing: null })
    expect(list.map(({ model }) => model)).toEqual(models)
    expect(new Set(list.map(({ presence }) => presence))).toEqual(new Set(['not_known']))
  })

  test('lose nothing, and say what is listed', () => {
    const list = mergeModels({ catalogue: models, custom, listing })
    expect(list.slice(0, 24).map(({ model }) => model)).toEqual(models)
    const summary = (id: string): unknown => {
      const choice = findChoice(list, id)
      return [choice?.origin, choice?.presence, choice?.model.name]
    }
    expect(list).toHaveLength(27)
    expect(summary('veo-3.1-fast')).toEqual(['catalogue', 'listed', 'Veo 3.1 Fast'])
    expect(summary('veo2')).toEqual(['catalogue', 'vanished', 'Veo 2'])
    expect(summary('mine')).toEqual(['custom', 'not_known', 'Mine'])
    expect(summary('veo-4')).toEqual(['listing', 'listed', 'Veo 4'])
    expect(summary('older')).toEqual(['listing', 'vanished', 'older'])
  })

  test('take whatever the user sets where nothing is described', () => {
    const model = findChoice(mergeModels({ catalogue: models, custom, listing }), 'mine')?.model
    const request = { modelId: 'mine', prompt: 'a boat', durationSeconds: 7, further: { seed: 4 } }
    expect(checkRequest(request, model).ok).toBe(true)
    expect(requestBody(request, model)).toEqual({
      model_id: 'mine',
      prompt: 'a boat',
      duration: '7',
      seed: 4
    })
  })
})

test('a custom model is remembered as it was entered', () => {
  const entered = { id: 'mine', further: { duration: '5', seed: 4 } }
  expect(CustomModel.parse(JSON.parse(JSON.stringify(entered)))).toEqual(entered)
  expect(CustomModel.safeParse({ id: '' }).success).toBe(false)
  expect(CustomModel.safeParse({ id: 'a', price: { microdollars: 0.5, per: 'second' } }).success).toBe(false)
})
