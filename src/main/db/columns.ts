import { Problem } from '@shared/problem'

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
