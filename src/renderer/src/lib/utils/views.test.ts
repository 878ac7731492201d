import { expect, it } from 'vitest'
import type { GenerationView } from '@shared/generation'
import { fakeGeneration, fakeVideo } from '../api/fake-rows'
import { belongsToView, matchesText, type View } from './views'

const views: readonly View[] = ['all', 'in_progress', 'needs_you', 'trash']
const viewsOf = (changes: Partial<GenerationView>): View[] =>
  views.filter((view) => belongsToView(fakeGeneration(changes), view))

it('puts each generation where the main process puts it', () => {
  expect({
    ready: viewsOf({}),
    running: viewsOf({ state: 'processing' }),
    failed: viewsOf({ state: 'failed' }),
    unconfirmed: viewsOf({ state: 'unconfirmed' }),
    waitingForClick: viewsOf({ state: 'queued', waitingFor: 'click' }),
    missing: viewsOf({ videos: [fakeVideo({ state: 'missing' })] }),
    cancelled: viewsOf({ state: 'cancelled' }),
    hidden: viewsOf({ state: 'processing', hidden: true }),
    deleted: viewsOf({ deletedAtMs: 1 })
  }).toEqual({
    ready: ['all'],
    running: ['all', 'in_progress'],
    failed: ['all', 'needs_you'],
    unconfirmed: ['all', 'needs_you'],
    waitingForClick: ['all', 'in_progress', 'needs_you'],
    missing: ['all', 'needs_you'],
    cancelled: [],
    hidden: ['trash'],
    deleted: ['trash']
  })
})

it('wants every word, in any order and case', () => {
  const generation = fakeGeneration()
  expect(['dawn BALCONY', '', 'balcony dusk'].map((text) => matchesText(generation, text))).toEqual([
    true,
    true,
    false
  ])
})
