import type { GenerationId } from '@shared/generation'
import { idSet, withIds, withoutIds, type IdSet } from './id-sets'

/** The clips in the order on screen, by their positions. */
interface ClipOrder {
  readonly length: number
  idAt(position: number): GenerationId | undefined
  /** Returns -1 where it is not on screen. */
  positionOf(id: GenerationId): number
  positionsOf(ids: IdSet): readonly number[]
  idsBetween(start: number, end: number): readonly GenerationId[]
}

/** What the inspector is about. */
interface Inspected {
  readonly shown: GenerationId | null
  readonly positions: readonly number[]
}

/** Selected clips, and the clip with the keyboard focus. */
export class SelectionManager {
  readonly #order: () => ClipOrder
  /** Replaced and not changed: one signal for all tiles costs less than one for each of 100,000 clips. */
  #ids = $state.raw(idSet())
  /** Start of the range that Shift extends. */
  #anchor: GenerationId | null = null
  #active = $state<GenerationId | null>(null)
  /** What was inspected when the selection began to run; null while it is settled. */
  #beforeRun = $state.raw<Inspected | null>(null)

  constructor(order: () => ClipOrder) {
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

  /** Positions of the selected clips that are on screen, in order. */
  readonly positions: readonly number[] = $derived.by(() => this.#order().positionsOf(this.#ids))

  /** The selection in the order on screen. */
  inOrder(): GenerationId[] {
    const order = this.#order()
    return this.positions.flatMap((position) => order.idAt(position) ?? [])
  }

  /** The clip that the actions for one clip are for: the one last touched, while it is selected. */
  readonly shown: GenerationId | null = $derived.by(() => {
    if (this.#active !== null && this.#ids.has(this.#active)) return this.#active
    return this.#ids.values().next().value ?? null
  })

  /** What the inspector shows: the selection, and while it runs through the list what was selected before. */
  get inspected(): Inspected {
    return this.#beforeRun ?? { shown: this.shown, positions: this.positions }
  }

  /** The selection runs through the list, because a key is held: most clips are gone again before they are drawn. */
  run(): void {
    this.#beforeRun ??= this.inspected
  }

  /** The key was released. */
  settle(): void {
    this.#beforeRun = null
  }

  select(id: GenerationId): void {
    this.#ids = idSet([id])
    this.#anchor = id
    this.#active = id
  }

  /** Selects as a click with these keys does. */
  click(id: GenerationId, keys: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>): void {
    if (keys.shiftKey) this.extendTo(id)
    else if (keys.ctrlKey || keys.metaKey) this.toggle(id)
    else this.select(id)
  }

  toggle(id: GenerationId): void {
    this.#ids = this.#ids.has(id) ? withoutIds(this.#ids, [id]) : withIds(this.#ids, [id])
    this.#anchor = id
    this.#active = id
  }

  extendTo(id: GenerationId): void {
    const order = this.#order()
    const to = order.positionOf(id)
    const anchor = order.positionOf(this.#anchor ?? id)
    const from = anchor === -1 ? to : anchor
    this.#ids = idSet([...order.idsBetween(Math.min(from, to), Math.max(from, to) + 1), id])
    this.#anchor ??= id
    this.#active = id
  }

  /** Selects these clips and no others. */
  selectThese(ids: readonly GenerationId[]): void {
    this.#ids = idSet(ids)
    this.#anchor = ids[0] ?? null
    if (ids.length > 0) this.#active = ids.at(-1) ?? null
  }

  selectAll(): void {
    const order = this.#order()
    const ids = order.idsBetween(0, order.length)
    this.#ids = withIds(this.#ids, ids)
    this.#active ??= ids[0] ?? null
    this.#anchor ??= ids[0] ?? null
  }

  /** Moves the keyboard focus without selecting, as when focus enters the grid. */
  activate(id: GenerationId): void {
    this.#active = id
  }

  clear(): void {
    this.#ids = idSet()
    this.#anchor = null
  }

  /** Drops clips that left the screen, and selects the clip in their place, which gets the keyboard focus. */
  remove(gone: readonly GenerationId[], heir: GenerationId | null): void {
    const hadFocus = this.#active !== null && gone.includes(this.#active)
    this.#ids = withoutIds(this.#ids, gone)
    if (this.#anchor !== null && gone.includes(this.#anchor)) this.#anchor = null
    if (!hadFocus) return
    // Selected too, so that the next key applies to what has the focus.
    if (heir !== null && this.#ids.size === 0) this.select(heir)
    else this.#active = heir
  }
}
