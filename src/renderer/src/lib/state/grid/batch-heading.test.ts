import { expect, it } from 'vitest'
import { placeAlone } from '@shared/batch/batch-place'
import type { GenerationView } from '@shared/generation'
import { fakeGeneration } from '$lib/api/fake-rows'
import { batchHeading } from './batch-heading'

const clip = (time: string, take: number, changes: Partial<GenerationView> = {}): GenerationView =>
  fakeGeneration({
    request: { modelId: 'veo-3.1-fast', prompt: `A lighthouse at ${time}` },
    modelName: 'Veo 3.1 Fast',
    place: { ...placeAlone, variation: [time], take, takes: 2 },
    chargedMicrodollars: 1_920_000,
    ...changes
  })
const headingOf = (clips: readonly GenerationView[]): readonly string[] => {
  const { title, facts } = batchHeading(clips, () => 1_000_000)
  return [title, facts]
}

it('says what a batch was made from and what it cost', () => {
  const clips = ['dawn', 'noon', 'dusk'].flatMap((time) => [clip(time, 1), clip(time, 2)])
  expect(headingOf(clips)).toEqual(['A lighthouse at {dawn|noon|dusk}', '3 × 2 · Veo 3.1 Fast · $11.52'])
})

it('counts what is in the trash, and estimates what is not known', () => {
  const clips = [clip('dawn', 1, { deletedAtMs: 1 }), clip('dawn', 2, { chargedMicrodollars: null })]
  expect(headingOf(clips)).toEqual(['A lighthouse at dawn', '2 clips · Veo 3.1 Fast · $1.92 + about $1.00'])
})

it('names two models, and counts more', () => {
  const on = (modelId: string): GenerationView =>
    clip('dawn', 1, { request: { modelId, prompt: 'A boat' }, modelName: modelId, chargedMicrodollars: 0 })
  expect(headingOf([on('a'), on('b')])).toEqual(['A boat', '2 clips · a, b'])
  expect(headingOf([on('a'), on('b'), on('c')])).toEqual(['A boat', '3 clips · 3 models'])
})

it('names the shot that all of its clips are for', () => {
  const inShot = (shot: string | null): GenerationView => clip('dawn', 1, { place: { ...placeAlone, shot } })
  expect(headingOf([inShot('1A'), inShot('1A')])[0]).toBe('1A · A lighthouse at dawn')
  expect(headingOf([inShot('1A'), inShot(null)])[0]).toBe('A lighthouse at dawn')
})
