import { expect, it } from 'vitest'
import { openDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { fillLibrary } from '../testing/filled-library'
import { librarySummary } from './library-summary'

it('counts generations by state, and failures by the code of their problem', () => {
  const database = openDatabase(':memory:')
  migrate(database)
  expect(librarySummary(database, {})).toEqual({ states: [], failures: [] })
  fillLibrary(database, 6)
  const problems = [
    '{"code":"no_credit"}',
    '{"code":"no_credit"}',
    '{"code":"offline"}',
    '{"code":"a paper boat"}',
    'not JSON'
  ]
  for (const [index, problem] of problems.entries()) {
    database
      .prepare(
        `UPDATE generation SET state = 'failed', problem = ?, state_since_ms = ?
         WHERE id = (SELECT id FROM generation WHERE state = 'ready' LIMIT 1)`
      )
      .run(problem, index)
  }
  expect(librarySummary(database, {})).toEqual({
    states: [
      { state: 'failed', count: 5 },
      { state: 'ready', count: 1 }
    ],
    failures: [
      { code: 'offline', count: 1, lastAtMs: 2 },
      { code: 'no_credit', count: 2, lastAtMs: 1 }
    ]
  })
})
