import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writtenDay } from '../local-day'
import { planBatch, priceTogether, type BatchDraft } from './batch-plan'
import { findModel } from '../catalogue/models'
import { initialRequest } from '../catalogue/request-body'
import { expectedPrice } from '../money/learned-price'
import { parsePromptTable } from '../lists/prompt-table'
import { GenerationRequest } from '../request'

const settings = (id: string) => initialRequest(findModel(id)!)
const knowledge = {
  findModel,
  priceOf: (request: Omit<GenerationRequest, 'prompt'>) =>
    expectedPrice(request, findModel(request.modelId), [])
}
const draft = (change: Partial<BatchDraft> = {}): BatchDraft => ({
  prompt: 'a boat',
  requests: [settings('veo-3.1-fast')],
  takes: 1,
  table: null,
  ...change
})

const problems = (change: Partial<BatchDraft>): unknown => {
  const plan = planBatch(draft(change), knowledge)
  return plan.ok
    ? plan.value.requests.length
    : plan.error.map(({ modelId, problem }) => [modelId, problem.field, problem.message])
}

test('orders requests by prompt, model and take', () => {
  const ids = ['veo-3.1-fast', 'kling-v2-5-turbo-t2v', 'Hailuo-02-t2v']
  const plan = planBatch(
    draft({ prompt: 'a boat at {dawn|dusk}', requests: ids.map(settings), takes: 2 }),
    knowledge
  )
  if (!plan.ok) throw new Error('no plan')
  expect(
    plan.value.requests.map(({ request, place }) => `${request.prompt} ${request.modelId} ${place.take}`)
  ).toEqual([
    'a boat at dawn veo-3.1-fast 1',
    'a boat at dawn veo-3.1-fast 2',
    'a boat at dawn kling-v2-5-turbo-t2v 1',
    'a boat at dawn kling-v2-5-turbo-t2v 2',
    'a boat at dawn Hailuo-02-t2v 1',
    'a boat at dawn Hailuo-02-t2v 2',
    'a boat at dusk veo-3.1-fast 1',
    'a boat at dusk veo-3.1-fast 2',
    'a boat at dusk kling-v2-5-turbo-t2v 1',
    'a boat at dusk kling-v2-5-turbo-t2v 2',
    'a boat at dusk Hailuo-02-t2v 1',
    'a boat at dusk Hailuo-02-t2v 2'
  ])
  // 4 × $1.92 and 4 × $0.42; the length of Hailuo is not known.
  expect(plan.value.price).toEqual({ about: 9_360_000, most: 9_360_000, unknownCount: 4 })
  for (const { request } of plan.value.requests) expect(GenerationRequest.parse(request)).toEqual(request)
})

test('orders requests by row first and keeps line numbers', () => {
  const table = parsePromptTable('city\n\nRome\nBath', 'comma')
  const plan = planBatch(draft({ prompt: '{city} {1|2}', table: table.ok ? table.value : null }), knowledge)
  expect(
    plan.ok && plan.value.requests.map(({ request, place }) => [place.row?.line, request.prompt])
  ).toEqual([
    [3, 'Rome 1'],
    [3, 'Rome 2'],
    [4, 'Bath 1'],
    [4, 'Bath 2']
  ])
})

describe('an invalid batch', () => {
  test('is rejected above the limit', () => {
    expect(problems({ prompt: '{a|b}'.repeat(3), takes: 8 })).toBe(64)
    expect(problems({ prompt: '{a|b}'.repeat(4), takes: 8 })).toEqual([
      [null, 'prompt', 'That makes 128 clips. The limit is 64.']
    ])
    expect(problems({ prompt: '{a|b}'.repeat(500) })).toEqual([
      [null, 'prompt', 'That makes more than 1,000,000,000 clips. The limit is 64.']
    ])
  })

  test('reports the problem of each invalid model', () => {
    const requests = [
      { ...settings('veo-3.1-fast'), durationSeconds: 12 },
      settings('kling-v3-t2v'),
      settings('sora-2'),
      { modelId: 'nobody-knows-it' }
    ]
    expect(problems({ prompt: '{a|b', requests })).toEqual([
      [null, 'prompt', 'The { at character 1 is never closed.'],
      ['veo-3.1-fast', 'durationSeconds', 'Veo 3.1 Fast doesn’t make 12-second clips. Pick 4, 6 or 8.'],
      ['sora-2', 'modelId', `Sora 2 was switched off on ${writtenDay('2026-09-24')}.`],
      ['nobody-knows-it', 'modelId', 'Your list has no model with the ID nobody-knows-it.']
    ])
  })

  test.each([
    [{ requests: [] }, 'modelId', 'Pick a model.'],
    [{ takes: 9 }, 'takes', 'Takes are a whole number from 1 to 8.'],
    [{ takes: 0 }, 'takes', 'Takes are a whole number from 1 to 8.'],
    [{ takes: 1.5 }, 'takes', 'Takes are a whole number from 1 to 8.'],
    [{ prompt: ' ' }, 'prompt', 'A prompt is empty.'],
    [{ prompt: '{a|}' }, 'prompt', 'A prompt is empty.'],
    [{ prompt: 'a'.repeat(5001) }, 'prompt', 'A prompt has 5,001 characters. The limit is 5,000.'],
    [{ prompt: 'a\0' }, 'prompt', 'A prompt holds characters that can’t be sent.']
  ])('is rejected for %j', (change, field, message) => {
    expect(problems(change)).toEqual([[null, field, message]])
  })

  test('names the line of an invalid list row, but no line for an invalid prompt', () => {
    const list = parsePromptTable('a boat\na {red|blue car', 'lines')
    expect(problems({ table: list.ok ? list.value : null })).toEqual([
      [null, 'table', 'Line 2: The { at character 3 is never closed.']
    ])
    const table = parsePromptTable('city\nRome', 'comma')
    expect(problems({ prompt: '{city} {a|b', table: table.ok ? table.value : null })).toEqual([
      [null, 'prompt', 'The { at character 8 is never closed.']
    ])
  })
})

test('adds prices exactly and counts other values as unknown', () => {
  const price = fc.oneof(fc.integer({ min: 0, max: 1e12 }), fc.constant(null), fc.double({ noInteger: true }))
  fc.assert(
    fc.property(fc.array(price, { maxLength: 64 }), (prices) => {
      const whole = prices.filter((one) => Number.isInteger(one))
      const spans = prices.map((one) => (one === null ? null : { about: one, most: one + 1 }))
      const { about, most, unknownCount } = priceTogether(spans)
      expect(BigInt(about)).toBe(whole.reduce((sum: bigint, one) => sum + BigInt(one ?? 0), 0n))
      expect(most).toBe(about + whole.length)
      expect(unknownCount).toBe(prices.length - whole.length)
    })
  )
})

test('plans rows × variations × models × takes requests, within the limit', () => {
  const ids = fc.uniqueArray(fc.constantFrom('veo-3.1-fast', 'kling-v3-t2v', 'wan2.7-t2v'), { minLength: 1 })
  const word = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 })
  const shape = fc.record({
    ids,
    takes: fc.integer({ min: 1, max: 8 }),
    alternatives: fc.array(word, { minLength: 1, maxLength: 4 }),
    rows: fc.array(word, { minLength: 1, maxLength: 6 })
  })
  fc.assert(
    fc.property(shape, ({ ids: picked, takes, alternatives, rows }) => {
      const variation = alternatives.length === 1 ? 'x' : `{${alternatives.join('|')}}`
      const table = parsePromptTable(`city\n${rows.join('\n')}`, 'comma')
      const plan = planBatch(
        {
          prompt: `{city} ${variation}`,
          requests: picked.map(settings),
          takes,
          table: table.ok ? table.value : null
        },
        knowledge
      )
      const count = rows.length * alternatives.length * picked.length * takes
      expect(plan.ok ? plan.value.requests.length : null).toBe(count > 64 ? null : count)
      if (!plan.ok) return
      const sum = plan.value.requests.reduce((total, { price }) => total + BigInt(price?.most ?? 0), 0n)
      expect(BigInt(plan.value.price.most)).toBe(sum)
    }),
    { numRuns: 200 }
  )
})
