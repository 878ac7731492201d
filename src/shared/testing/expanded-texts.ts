import type { Problem } from '../problem'
import { expandVariations, type Source } from '../prompts/variations'
import type { Result } from '../result'

/** Returns the texts of all variations. */
export function expandedTexts(prompt: string | Source, limit: number): Result<readonly string[], Problem> {
  const expanded = expandVariations(prompt, limit)
  return expanded.ok ? { ok: true, value: expanded.value.map(({ text }) => text) } : expanded
}
