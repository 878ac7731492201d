import type { GenerationId, GenerationView } from '@shared/generation'

/** Returns the newest revision of each generation among several changes. */
export function newestById(changes: readonly GenerationView[]): Map<GenerationId, GenerationView> {
  const newest = new Map<GenerationId, GenerationView>()
  for (const change of changes) {
    const other = newest.get(change.id)
    if (!other || other.revision <= change.revision) newest.set(change.id, change)
  }
  return newest
}
