import type { GenerationId } from '@shared/generation'

/** A set that is replaced and not changed. */
export type IdSet = ReadonlySet<GenerationId>

export const idSet = (ids: Iterable<GenerationId> = []): IdSet => new Set(ids)

export const withIds = (ids: IdSet, added: Iterable<GenerationId>): IdSet => new Set([...ids, ...added])

export function withoutIds(ids: IdSet, gone: Iterable<GenerationId>): IdSet {
  const left = new Set(ids)
  for (const id of gone) left.delete(id)
  return left
}
