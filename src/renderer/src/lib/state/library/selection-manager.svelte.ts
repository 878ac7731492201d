import { SvelteSet } from 'svelte/reactivity'
import type { GenerationId } from '@shared/generation'

/** Selected clips, and the clip with the keyboard focus. */
export class SelectionManager {
  readonly #order: () => readonly GenerationId[]
  readonly #ids = new SvelteSet<GenerationId>()
  /** Start of the range that Shift extends. */
  #anchor: GenerationId | null = null
  #active = $state<GenerationId | null>(null)

  /** @param order Returns the ids in the order on screen. */
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

  /** The clip that the inspector shows: the one last touched, while it is selected. */
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

  /** Moves the keyboard focus without selecting, as when focus enters the grid. */
  activate(id: GenerationId): void {
    this.#active = id
  }

  clear(): void {
    this.#ids.clear()
    this.#anchor = null
  }

  /** Drops clips that left the screen, and gives the keyboard focus to the clip in their place. */
  remove(ids: Iterable<GenerationId>, heir: GenerationId | null): void {
    for (const id of ids) {
      this.#ids.delete(id)
      if (this.#anchor === id) this.#anchor = null
      if (this.#active === id) this.#active = heir
    }
  }
}
