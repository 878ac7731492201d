import { Problem } from '@shared/problem'

/** Numbers of a STRICT table; the binding gives bigints only beyond 2^53, which no column reaches. */
export type Nullable<T> = T | null

/** A problem as it is stored. An unreadable one becomes a `bug`, because a failure must not vanish. */
export function readProblem(json: string | null): Problem | null {
  if (json === null) return null
  const parsed = Problem.safeParse(parseJson(json))
  if (parsed.success) return parsed.data
  return { code: 'bug', message: 'The reason for this failure could not be read.', retryable: false }
}

export const writeJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value)

export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
