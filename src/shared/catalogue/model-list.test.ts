import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CustomModel } from './custom-model'
import { findChoice, mergeModels } from './model-list'
import { listingLimit, ModelListing, pageCountOf, parseModelListing, mergeListing } from './model-listing'
import { models } from './models'
import { checkRequest, requestBody } from './request-body'

const entries = [
  { model_id: 'veo-4', name: 'Veo <b>4</b>' },
  { id: 'kling-v4-t2v', model_name: 'Kling\n4' },
  { id: 712, slug: 'xai/grok-2' },
  'wan3-t2v'
]
const entry = (id: string) => ({ id, name: null, isTextToVideo: true })
const read = [
  { ...entry('veo-4'), name: 'Veo <b>4</b>' },
  { ...entry('kling-v4-t2v'), name: 'Kling 4' },
  entry('xai/grok-2'),
  entry('wan3-t2v')
]

describe('the model listing', () => {
  test.each([
    entries,
    { status: 'success', data: entries },
    { data: { items: entries } },
    { data: { models: entries } },
    { models: entries },
    { results: entries },
    { data: [], results: entries }
  ])('is parsed from %j', (json) => {
    expect(parseModelListing(json)).toEqual(read)
  })

  test('leaves out unusable entries', () => {
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
      { ...entry('twice'), name: 'first' },
      { ...entry('long'), name: '🚗'.repeat(50) },
      entry('odd')
    ])
  })

  test('recognizes text-to-video models by their entry, or else by their id', () => {
    const kinds = parseModelListing([
      { model_id: 'a', category: 'text-to-video' },
      { model_id: 'b', category: 'Image to Video' },
      { model_id: 'c', tags: ['img2video', 'fast'] },
      { model_id: 'both', category: 'image-to-video' },
      { model_id: 'both', category: 'text-to-video' },
      { model_id: 'odd-i2v-name', category: 'text_to_video' },
      { model_id: 'd', category: 'video' },
      'kling-v2-1-i2v',
      'wan2.6-i2v-flash',
      'Hailuo-02-start-end-frame',
      'kling-v3-motion-control',
      'seedance-1-5-pro'
    ])
    expect(kinds.filter(({ isTextToVideo }) => isTextToVideo).map(({ id }) => id)).toEqual([
      'a',
      'both',
      'odd-i2v-name',
      'd',
      'seedance-1-5-pro'
    ])
  })

  test.each([
    [{ data: [], pagination: { last_page: 9 } }, 9],
    [{ data: [], meta: { last_page: '3' } }, 3],
    [{ data: { data: [], last_page: 4 } }, 4],
    [{ data: { items: [], pagination: { last_page: 2 } } }, 2],
    [{ data: [], pagination: { last_page: 'many' } }, 1],
    [[], 1],
    [null, 1]
  ])('reads the number of pages from %j', (json, count) => {
    expect(pageCountOf(json)).toBe(count)
  })

  test('is limited in length', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => ({ model_id: `made-up-${index}` }))
    expect(parseModelListing({ data: many })).toHaveLength(listingLimit)
  })

  test('never throws, and is stored unchanged', () => {
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
        const listing = mergeListing(null, { models: parseModelListing(json), isWhole: true }, 5)
        if (listing) expect(ModelListing.parse(listing)).toEqual(listing)
      })
    )
  })
})

describe('the stored listing', () => {
  const listed = (...ids: string[]) => ({ models: ids.map(entry), isWhole: true })
  const states = (listing: ModelListing | null): unknown =>
    Object.fromEntries((listing?.models ?? []).map(({ id, isListed }) => [id, isListed]))

  test('adds new models and marks missing ones', () => {
    const first = mergeListing(null, listed('a', 'b'), 1)
    const second = mergeListing(first, listed('b', 'c'), 2)
    expect(states(second)).toEqual({ a: false, b: true, c: true })
    expect(states(mergeListing(second, listed('a'), 3))).toEqual({ a: true, b: false, c: false })
    expect(second?.checkedAtMs).toBe(2)
  })

  test('ignores an empty response, and marks nothing missing after a partial one', () => {
    const known = mergeListing(null, listed('a'), 1)
    expect(mergeListing(known, listed(), 2)).toBe(known)
    const full = listed(...Array.from({ length: listingLimit }, (_, index) => `m${index}`))
    expect(mergeListing(known, full, 2)?.models.at(-1)).toMatchObject({ id: 'a', isListed: true })
    const partly = { ...listed('b'), isWhole: false }
    expect(states(mergeListing(known, partly, 2))).toEqual({ a: true, b: true })
  })
})

describe('the merged model list', () => {
  const custom: CustomModel[] = [
    { id: 'mine', name: 'Mine', price: { microdollars: 40_000, per: 'second', asOf: '2026-11-22' } },
    { id: 'veo2' }
  ]
  const listing = mergeListing(
    mergeListing(null, { models: [entry('older')], isWhole: true }, 1),
    {
      models: [
        entry('veo-3.1-fast'),
        { ...entry('veo-4'), name: 'Veo 4' },
        { ...entry('kling-v2-1-i2v'), isTextToVideo: false }
      ],
      isWhole: true
    },
    2
  )

  test('is the catalogue when nothing else is known', () => {
    const list = mergeModels({ catalogue: models, custom: [], listing: null })
    expect(list.map(({ model }) => model)).toEqual(models)
    expect(new Set(list.map(({ presence }) => presence))).toEqual(new Set(['not_known']))
  })

  test('keeps every model and marks which are listed', () => {
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

  test('accepts any setting for a model without known settings', () => {
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

test('stores a custom model as entered', () => {
  const entered = { id: 'mine', further: { duration: '5', seed: 4 } }
  expect(CustomModel.parse(JSON.parse(JSON.stringify(entered)))).toEqual(entered)
  expect(CustomModel.safeParse({ id: '' }).success).toBe(false)
  expect(CustomModel.safeParse({ id: 'a', price: { microdollars: 0.5, per: 'second' } }).success).toBe(false)
})
