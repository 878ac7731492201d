import { expect, it } from 'vitest'
import { quietSending } from '@shared/testing/quiet-sending'
import { RunProgress } from './run-progress'

type Sending = Parameters<RunProgress['take']>[0]
const taken = (...steps: readonly Partial<Sending>[]) => {
  const progress = new RunProgress()
  return steps.map((step) => progress.take({ ...quietSending, ...step }))
}

it('shows the part of a run that has ended, and nothing once all has', () => {
  expect(
    taken({ running: 1, waiting: 3 }, { running: 3, waiting: 0 }, { running: 2 }, { running: 1 }, {})
  ).toEqual(['running', 1 / 4, 2 / 4, 3 / 4, null])
})

it('counts what is added during a run, and begins again after it', () => {
  expect(taken({ running: 2 }, { running: 1 }, { running: 1, waiting: 2 }, {}, { running: 1 })).toEqual([
    'running',
    1 / 2,
    1 / 4,
    null,
    'running'
  ])
})

it('shows nothing while everything waits for the user or is held', () => {
  expect(
    taken(
      { waiting: 2, waitingForClick: 2 },
      { waiting: 2, heldFor: 'credit' },
      { waiting: 2, paused: true },
      { waiting: 2, running: 1, paused: true }
    )
  ).toEqual([null, null, null, 'running'])
})
