import { expect, it } from 'vitest'
import { viewCases } from '../testing/view-cases'
import { viewNames, views } from './views'

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
