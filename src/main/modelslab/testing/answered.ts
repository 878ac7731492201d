import type { HttpOutcome } from '../transport/http'

/** Returns a response as the HTTP client hands it over; a body that is not a string is sent as JSON. */
export const answered = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {}
): HttpOutcome => ({
  kind: 'answered',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body)
})

export const testKey = 'mlab-test-key-0123456789'
export const testNowMs = Date.UTC(2026, 10, 22, 12)
