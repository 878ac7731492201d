import { expect, it } from 'vitest'
import { viewCases } from '@shared/testing/view-cases'
import { fakeGeneration, fakeVideo } from '$lib/api/fake-rows'
import { belongsToView, matchesText, type View } from './views'

const views: readonly View[] = ['all', 'in_progress', 'needs_you', 'trash']

it.each(viewCases)('shows what is $what in $views', ({ state, needsClick, video, away, views: expected }) => {
  const generation = fakeGeneration({
    state,
    waitingFor: needsClick ? 'click' : null,
    videos: video ? [fakeVideo({ state: video })] : [],
    hidden: away === 'hidden',
    deletedAtMs: away === 'deleted' ? 1 : null
  })
  expect(views.filter((view) => belongsToView(generation, view))).toEqual(expected)
})

it('wants every word, in any order and case', () => {
  const generation = fakeGeneration()
  expect(['dawn BALCONY', '', 'balcony dusk'].map((text) => matchesText(generation, text))).toEqual([
    true,
    true,
    false
  ])
})
