import { pageLimit } from '@shared/library/queries'
import type { GenerationView } from '@shared/generation'
import { isShown, type View } from '@shared/library/views'
import type { Client } from '$lib/api/client'
import { newestById } from '../by-id'

/** The newest generations of one view with their rows, such as those of the queue; kept current by events. */
export class GenerationList {
  readonly #client: Client
  readonly #view: View
  #rows = $state.raw<readonly GenerationView[]>([])
  /** Whether there are more than one page of them. */
  #isCut = false
  /** Number of the current request: answers to earlier ones are dropped. */
  #request = 0
  /** Changes that arrived while the rows were read, and may be newer than them; null while they are not read. */
  #meanwhile: GenerationView[] | null = null

  constructor(client: Client, view: View) {
    this.#client = client
    this.#view = view
  }

  get rows(): readonly GenerationView[] {
    return this.#rows
  }

  async reload(): Promise<void> {
    const request = ++this.#request
    this.#meanwhile = []
    try {
      const query = { view: this.#view, text: '', before: null, limit: pageLimit }
      const page = await this.#client.call('generations.page', query)
      if (request !== this.#request) return
      this.#rows = page.items
      this.#isCut = page.next !== null
      this.take(this.#meanwhile.splice(0))
    } finally {
      if (request === this.#request) this.#meanwhile = null
    }
  }

  /** Merges changed generations: the newest revision wins, and rows that no longer match are removed. */
  take(changed: readonly GenerationView[]): void {
    this.#meanwhile?.push(...changed)
    const pending = newestById(changed)
    let isDifferent = false
    const rows = this.#rows.flatMap((row) => {
      const newer = pending.get(row.id)
      pending.delete(row.id)
      if (!newer || newer.revision < row.revision) return [row]
      isDifferent = true
      return this.#belongs(newer) ? [newer] : []
    })
    for (const generation of pending.values()) {
      if (!this.#belongs(generation) || !this.#isWithinPage(generation)) continue
      const position = rows.findIndex(({ createdAtUs }) => createdAtUs < generation.createdAtUs)
      rows.splice(position === -1 ? rows.length : position, 0, generation)
      isDifferent = true
    }
    if (isDifferent) this.#rows = rows
  }

  #belongs(generation: GenerationView): boolean {
    return isShown(generation, { view: this.#view, text: '' })
  }

  /** Returns whether it belongs between the rows of the page. */
  #isWithinPage(generation: GenerationView): boolean {
    const oldest = this.#rows.at(-1)
    return !this.#isCut || !oldest || generation.createdAtUs > oldest.createdAtUs
  }
}
