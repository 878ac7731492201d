import { expect, it } from 'vitest'
import { FakeClock } from '../base/testing/fake-clock'
import { RecentProblems } from './recent-problems'

it('counts problems by code, the latest first', () => {
  const clock = new FakeClock(1_000)
  const problems = new RecentProblems(clock)
  problems.note({ code: 'offline' })
  problems.note({ code: 'no_credit' })
  clock.advance(5)
  problems.note({ code: 'offline' })
  expect(problems.latest()).toEqual([
    { code: 'offline', count: 2, lastAtMs: 1_005 },
    { code: 'no_credit', count: 1, lastAtMs: 1_000 }
  ])
})
