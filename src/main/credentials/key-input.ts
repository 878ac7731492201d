import type { Problem } from '@shared/problem'
import { err, ok, type Result } from '@shared/result'

/** Parses a typed or pasted key: trimmed, printable ASCII, 8 to 512 characters. Never repeats it in an error. */
export function parseKey(text: string): Result<string, Problem> {
  const key = text.trim()
  if (key === '') return refuse('Enter your ModelsLab API key.')
  if (/\s/.test(key))
    return refuse('Keys don’t contain spaces or line breaks. Copy it again from the dashboard.')
  if (!/^[\x21-\x7e]*$/.test(key)) return refuse('That doesn’t look like a ModelsLab key.')
  if (key.length < 8)
    return refuse('This is too short for a ModelsLab key. Copy it whole from the dashboard.')
  if (key.length > 512) return refuse('This is too long for a ModelsLab key.')
  return ok(key)
}

const refuse = (message: string): Result<never, Problem> =>
  err({ code: 'invalid_input', field: 'key', message, retryable: false })
