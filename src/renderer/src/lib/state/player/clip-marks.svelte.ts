import { SvelteMap } from 'svelte/reactivity'
import type { GenerationId } from '@shared/generation'
import { noMarks, type Marks } from './marks'

/** In and out of the clips that were marked. */
export class ClipMarks {
  readonly #marks = new SvelteMap<GenerationId, Marks>()

  of(id: GenerationId): Marks {
    return this.#marks.get(id) ?? noMarks
  }

  set(id: GenerationId, marks: Marks): void {
    this.#marks.set(id, marks)
  }
}
