import { expect, it } from 'vitest'
import { viewCases } from '../testing/view-cases'
import { matchesText, viewNames, views } from './views'

it.each(viewCases)(
  'lists a clip that is $what in $views',
  ({ state, needsClick, video, problem = null, away, views: expected }) => {
    const generation = {
      state,
      waitingFor: needsClick ? ('click' as const) : null,
      problem,
      videos: video ? [{ state: video }] : [],
      hidden: away === 'hidden',
      deletedAtMs: away === 'deleted' ? 1 : null
    }
    expect(viewNames.filter((view) => views[view].matches(generation))).toEqual(expected)
  }
)

it('matches all words, in any order and case', () => {
  const generation = { request: { modelId: 'veo-3.1-fast', prompt: 'A balcony at dawn' } }
  const matches = ['dawn BALCONY', '', 'balcony dusk'].map((text) => matchesText(generation, text))
  expect(matches).toEqual([true, true, false])
})
