import { expect, it } from 'vitest'
import { placeAlone, type BatchPlace } from '@shared/batch/batch-place'
import { noAnnotations } from '@shared/library/annotations'
import { fakeGeneration } from '$lib/api/fake-rows'
import { captionOf, promptCaption, shortCaption, wholeCaption } from './caption'

const clip = (place: Partial<BatchPlace> | null, prompt = 'A lighthouse on a cliff at dusk') =>
  fakeGeneration({
    place: place && { ...placeAlone, ...place },
    request: { modelId: 'veo-3.1-fast', prompt },
    modelName: 'Veo 3.1 Fast'
  })
const cells = (...texts: readonly string[]): BatchPlace['row'] => ({
  line: 2,
  cells: texts.map((text, index) => ({ column: `c${index}`, text }))
})

it.each<[string, Partial<BatchPlace> | null]>([
  ['A lighthouse on a cliff at dusk', null],
  ['A lighthouse on a cliff at dusk', {}],
  ['dusk', { variation: ['dusk'] }],
  ['dusk · take 2', { variation: ['dusk'], take: 2, takes: 4 }],
  ['dusk, wide · take 1 · Veo 3.1 Fast', { variation: ['dusk', ' wide '], takes: 2, models: 2 }],
  ['A lighthouse on a cliff at dusk · take 2', { take: 2, takes: 2 }],
  ['Rome, dawn', { row: cells('Rome', 'dawn') }],
  ['Rome, dusk', { row: cells('Rome'), variation: ['dusk'] }],
  ['A lighthouse on a cliff at dusk · Veo 3.1 Fast', { row: cells(), model: 2, models: 2 }],
  ['A lighthouse on a cliff at dusk', { variation: [''] }]
])('is %j', (caption, place) => {
  const { words, details } = captionOf(clip(place))
  expect([words, details].filter(Boolean).join(' · ')).toBe(caption)
})

it('is empty beside the prompt where only the prompt names the clip', () => {
  expect([null, {}, { takes: 2 }].map((place) => shortCaption(clip(place)))).toEqual(['', '', 'take 1'])
})

it('shortens a long alternative', () => {
  expect(shortCaption(clip({ variation: ['x'.repeat(60)], takes: 2 }))).toBe(`${'x'.repeat(40)}… · take 1`)
})

it('names the prompt too, where no other clip of the batch is near', () => {
  expect(wholeCaption(clip({ variation: ['dusk'], take: 2, takes: 2 }), 12)).toBe(
    'A lighthouse… · dusk · take 2'
  )
  expect(wholeCaption(clip(null), 12)).toBe('A lighthouse…')
})

it('is the title wherever a clip has one', () => {
  const titled = { ...clip({ variation: ['dusk'] }), annotations: { ...noAnnotations, title: 'Opening' } }
  expect([wholeCaption(titled), captionOf(titled).words]).toEqual(['Opening', 'Opening'])
  expect(promptCaption(titled)).toBe('A lighthouse on a cliff at dusk · dusk')
})
