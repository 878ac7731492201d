import type { GenerationId, GenerationView } from '@shared/generation'

/** Most rows that are kept besides those that are needed. */
const mostKept = 2_000

/** Rows by id, a bounded number of them. */
export class KeptRows {
  /** The least lately written first. */
  readonly #rows = new Map<GenerationId, GenerationView>()
  /** Asked for and not there; until it comes with a change. */
  readonly #gone = new Set<GenerationId>()

  get(id: GenerationId): GenerationView | undefined {
    return this.#rows.get(id)
  }

  /** Adds a row. An older revision never replaces a newer one. */
  put(row: GenerationView): void {
    this.#gone.delete(row.id)
    if ((this.#rows.get(row.id)?.revision ?? 0) > row.revision) return
    this.#rows.delete(row.id)
    this.#rows.set(row.id, row)
  }

  /** Notes those of the ids that were asked for and did not come. */
  noteGone(asked: readonly GenerationId[]): void {
    for (const id of asked) if (!this.#rows.has(id)) this.#gone.add(id)
  }

  /** Returns which of the rows have to be asked for. */
  missing(ids: readonly GenerationId[]): GenerationId[] {
    return ids.filter((id) => !this.#rows.has(id) && !this.#gone.has(id))
  }

  /** Drops the oldest where there are too many, and none that is needed. */
  dropOldest(needed: readonly GenerationId[]): void {
    if (this.#rows.size <= mostKept) return
    const kept = new Set(needed)
    for (const id of this.#rows.keys()) {
      if (this.#rows.size <= mostKept) return
      if (!kept.has(id)) this.#rows.delete(id)
    }
  }
}
