import { SvelteMap } from 'svelte/reactivity'
import type { GenerationId } from '@shared/generation'
import { noMarks, type Marks } from './marks'

/** In and out of the clips, which are kept with them. */
export class ClipMarks {
  /** Marks that are being written: they show at once. */
  readonly #pending = new SvelteMap<GenerationId, Marks>()

  constructor(
    private readonly deps: {
      readonly stored: (id: GenerationId) => Marks | undefined
      readonly write: (id: GenerationId, marks: Marks) => Promise<void>
    }
  ) {}

  of(id: GenerationId): Marks {
    const { inMs, outMs } = this.#pending.get(id) ?? this.deps.stored(id) ?? noMarks
    return { inMs, outMs }
  }

  set(id: GenerationId, marks: Marks): void {
    this.#pending.set(id, marks)
    void this.deps.write(id, marks).finally(() => {
      if (this.#pending.get(id) === marks) this.#pending.delete(id)
    })
  }
}
