import type { GenerationId, GenerationView } from '@shared/generation'
import type { Client } from '$lib/api/client'
import { KeptRows } from './kept-rows'

/** Most rows of one call: what is asked for next depends on where the list is by then. */
const mostAtOnce = 50

interface RowCacheDeps {
  readonly client: Client
  readonly onError: (error: unknown) => void
}

/**
 * Rows of the clips that are on screen or were, read by id. One call runs at a time, and each asks for what is wanted
 * when it begins: what was scrolled past is not read.
 */
export class RowCache {
  readonly #deps: RowCacheDeps
  readonly #rows = new KeptRows()
  /** Counts changes of `#rows`. */
  #version = $state(0)
  #wanted = $state.raw<readonly GenerationId[]>([])
  #pinned: readonly GenerationId[] = []
  #isReading = false

  constructor(deps: RowCacheDeps) {
    this.#deps = deps
  }

  get(id: GenerationId): GenerationView | undefined {
    return this.#version >= 0 ? this.#rows.get(id) : undefined
  }

  /** The rows of what is on screen or near it, as far as they are read. */
  get wanted(): readonly GenerationView[] {
    return this.#version >= 0 ? this.#wanted.flatMap((id) => this.#rows.get(id) ?? []) : []
  }

  /** Adds rows. An older revision never replaces a newer one. */
  put(rows: readonly GenerationView[]): void {
    if (rows.length === 0) return
    for (const row of rows) this.#rows.put(row)
    this.#rows.dropOldest(this.#needed())
    this.#version += 1
  }

  /** Reads the rows on screen, in order of urgency, instead of those that were wanted before. */
  want(ids: readonly GenerationId[]): void {
    this.#wanted = ids
    void this.#read()
  }

  /** Keeps and reads rows that are shown elsewhere, such as in the inspector. */
  pin(ids: readonly GenerationId[]): void {
    this.#pinned = ids
    void this.#read()
  }

  /** Reads a row, where it is not there yet. */
  async load(id: GenerationId): Promise<GenerationView | undefined> {
    const known = this.#rows.get(id)
    if (known) return known
    const { items } = await this.#deps.client.call('generations.rows', { ids: [id] })
    this.put(items)
    return this.#rows.get(id)
  }

  async #read(): Promise<void> {
    if (this.#isReading) return
    this.#isReading = true
    try {
      for (let ids = this.#missing(); ids.length > 0; ids = this.#missing()) {
        const { items } = await this.#deps.client.call('generations.rows', { ids })
        this.put(items)
        this.#rows.noteGone(ids)
      }
    } catch (error) {
      this.#deps.onError(error)
    } finally {
      this.#isReading = false
    }
  }

  /** What is pinned and wanted, in order of urgency. */
  #needed(): readonly GenerationId[] {
    return [...this.#pinned, ...this.#wanted]
  }

  #missing(): GenerationId[] {
    return this.#rows.missing(this.#needed()).slice(0, mostAtOnce)
  }
}
