import { expect, it } from 'vitest'
import { fakeGeneration, fakeVideo } from '$lib/api/fake-rows'
import { commonFacts, manySummary, mostSummedUp, notSummedUp } from './many-facts'

const clip = (modelName: string, aspectRatio: string) =>
  fakeGeneration({
    modelName,
    chargedMicrodollars: 1_920_000,
    request: { modelId: 'veo', prompt: 'a boat', aspectRatio },
    videos: [fakeVideo({ durationMs: 15_000, bytes: 128_000 })]
  })

it('sums up count, length, cost and size of several clips', () => {
  const rows = Array.from({ length: 5 }, () => clip('Veo', '16:9'))
  expect(manySummary(rows, 5, () => null)).toBe('5 clips · 75 s · $9.60 · 640 kB')
})

it('sums up nothing while some rows are not read', () => {
  expect(manySummary([clip('Veo', '16:9')], 5, () => null)).toBe('5 clips')
})

it('tells what several clips have in common', () => {
  const facts = commonFacts([clip('Veo', '16:9'), clip('Veo', '9:16')], 2)
  expect(facts).toEqual([
    { name: 'Model', value: 'Veo' },
    { name: 'Aspect ratio', value: '2 different' }
  ])
})

it('shows no common facts while some rows are not read', () => {
  expect(commonFacts([clip('Veo', '16:9'), clip('Veo', '16:9')], 3)).toEqual([])
})

it('says so where more clips are selected than are summed up', () => {
  expect(notSummedUp(mostSummedUp)).toBeNull()
  expect(notSummedUp(mostSummedUp + 1)).toBe(
    'Too many clips to show what they have in common. Select at most 200.'
  )
})
