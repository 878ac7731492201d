import type { GenerationState } from '@shared/generation'
import { ProblemCode } from '@shared/problem'
import type { ReadableDatabase } from '../connection/database'

/** Generations by state, and why some failed: numbers and codes only. */
export interface LibrarySummary {
  readonly states: readonly { readonly state: GenerationState; readonly count: number }[]
  /** The latest first. */
  readonly failures: readonly {
    readonly code: ProblemCode
    readonly count: number
    readonly lastAtMs: number
  }[]
}

/** Counts all generations by state, and those that failed by the code of their problem. */
export function librarySummary(database: ReadableDatabase, _query: object): LibrarySummary {
  const states = database
    .prepare('SELECT state, COUNT(*) AS count FROM generation GROUP BY state ORDER BY state')
    .all() as unknown as LibrarySummary['states']
  const failures = database
    .prepare(
      `SELECT problem ->> 'code' AS code, COUNT(*) AS count, MAX(state_since_ms) AS lastAtMs FROM generation
       WHERE state IN ('failed', 'unconfirmed') AND json_valid(problem)
       GROUP BY code ORDER BY lastAtMs DESC`
    )
    .all() as unknown as LibrarySummary['failures']
  // Problems come with a library folder too, whose texts may be anything.
  return { states, failures: failures.filter(({ code }) => ProblemCode.safeParse(code).success) }
}
