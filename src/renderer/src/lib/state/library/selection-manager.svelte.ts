import { SvelteSet } from 'svelte/reactivity'
import type { GenerationId } from '@shared/generation'

/** Which clips are selected, and which one has the keyboard. */
export class SelectionManager {
  readonly #order: () => readonly GenerationId[]
  readonly #ids = new SvelteSet<GenerationId>()
  /** Where a stretch that Shift extends began. */
  #anchor: GenerationId | null = null
  #active = $state<GenerationId | null>(null)

  /** `order` gives the ids as they are on screen. */
  constructor(order: () => readonly GenerationId[]) {
    this.#order = order
  }

  /** The clip that arrow keys start from. */
  get active(): GenerationId | null {
    return this.#active
  }

  get size(): number {
    return this.#ids.size
  }

  has(id: GenerationId): boolean {
    return this.#ids.has(id)
  }

  /** The selection in the order on screen. */
  inOrder(): GenerationId[] {
    return this.#order().filter((id) => this.#ids.has(id))
  }

  /** What the inspector shows: the clip last touched, while it is selected. */
  readonly shown: GenerationId | null = $derived.by(() => {
    if (this.#active !== null && this.#ids.has(this.#active)) return this.#active
    return this.#ids.values().next().value ?? null
  })

  select(id: GenerationId): void {
    this.#ids.clear()
    this.#ids.add(id)
    this.#anchor = id
    this.#active = id
  }

  toggle(id: GenerationId): void {
    if (!this.#ids.delete(id)) this.#ids.add(id)
    this.#anchor = id
    this.#active = id
  }

  extendTo(id: GenerationId): void {
    const order = this.#order()
    const from = order.indexOf(this.#anchor ?? id)
    const to = order.indexOf(id)
    this.#ids.clear()
    for (const between of order.slice(Math.min(from, to), Math.max(from, to) + 1)) this.#ids.add(between)
    this.#ids.add(id)
    this.#anchor ??= id
    this.#active = id
  }

  selectAll(): void {
    const order = this.#order()
    for (const id of order) this.#ids.add(id)
    this.#active ??= order[0] ?? null
    this.#anchor ??= order[0] ?? null
  }

  /** Moves the keyboard without selecting, as focus does when it enters the grid. */
  activate(id: GenerationId): void {
    this.#active = id
  }

  clear(): void {
    this.#ids.clear()
    this.#anchor = null
  }

  /** Gives up what left the screen, and hands the keyboard to what took its place. */
  remove(ids: Iterable<GenerationId>, heir: GenerationId | null): void {
    for (const id of ids) {
      this.#ids.delete(id)
      if (this.#anchor === id) this.#anchor = null
      if (this.#active === id) this.#active = heir
    }
  }
}
