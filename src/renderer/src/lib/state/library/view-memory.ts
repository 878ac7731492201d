import * as z from 'zod'
import { GenerationQuery } from '@shared/library/queries'
import { GenerationId } from '@shared/generation'

const Shown = z.object({
  view: GenerationQuery.shape.view,
  text: GenerationQuery.shape.text,
  selected: GenerationId.nullable()
})
type Shown = z.infer<typeof Shown>

const name = 'shown'
const atFirst: Shown = { view: 'all', text: '', selected: null }

/**
 * Restores what the window showed after a reload or a crash of its page: session storage lasts as long as the window.
 */
export class ViewMemory {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage
  }

  read(): Shown {
    const stored = this.#storage.getItem(name)
    if (stored === null) return atFirst
    const shown = Shown.safeParse(JSON.parse(stored))
    return shown.success ? shown.data : atFirst
  }

  write(shown: Shown): void {
    this.#storage.setItem(name, JSON.stringify(shown))
  }
}
