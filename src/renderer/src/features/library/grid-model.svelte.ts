import type { GenerationId, GenerationView } from '@shared/generation'
import type { Settings } from '@shared/settings'
import type { ClipList } from '$lib/state/grid/clip-list'
import { daysOf } from '$lib/state/grid/days'
import {
  layoutGrid,
  placeOf,
  rowOf,
  rowsWithin,
  sectionsWithin,
  type GridLayout,
  type GridOptions,
  type GridRow,
  type GridSection
} from '$lib/state/grid/grid-layout'
import { reuseTiles, type PlacedTile } from './placed-tile'

const rowHeights: Readonly<Record<Settings['tileSize'], number>> = { small: 110, medium: 150, large: 220 }
const gap = 8
const headingHeight = 36
const sectionGap = 20
/** Shape of cards with text, whatever shape their clip will have. */
const cardShape = 1.5
/** Distance beyond the visible area within which tiles are kept. */
const overscan = 600
/** Step of the visible area, so that most scrolling changes nothing in the page. */
const step = 200

interface Source {
  readonly clips: () => ClipList
  readonly find: (id: GenerationId) => GenerationView | undefined
  readonly tileSize: () => Settings['tileSize']
  /** Its tile always stays in the page, or the keyboard focus would be lost. */
  readonly active: () => GenerationId | null
}

/** Positions of all tiles, and those that are in the page. */
export class GridModel {
  readonly #source: Source
  #width = $state(0)
  #viewportHeight = $state(0)
  #scrollTop = $state(0)
  /** The layout before the current one, whose unchanged days are kept. */
  #before: GridLayout | undefined
  #placed: readonly PlacedTile[] = []

  constructor(source: Source) {
    this.#source = source
  }

  readonly #spacing: GridOptions = $derived.by(() => ({
    width: this.#width,
    rowHeight: rowHeights[this.#source.tileSize()],
    gap,
    headingHeight,
    sectionGap
  }))

  readonly layout: GridLayout = $derived.by(() => {
    const { keys, shapes, playable } = this.#source.clips()
    const drawn = shapes.map((shape, position) => (playable[position] ? shape : Math.max(shape, cardShape)))
    this.#before = layoutGrid(daysOf(keys), drawn, this.#spacing, this.#before)
    return this.#before
  })

  readonly #start = $derived(Math.floor((this.#scrollTop - overscan) / step) * step)
  readonly #end = $derived(Math.ceil((this.#scrollTop + this.#viewportHeight + overscan) / step) * step)

  /** Positions of the tiles in the page. */
  readonly positions: readonly number[] = $derived.by(() => {
    if (this.#width === 0) return []
    const positions = rowsWithin(this.layout, this.#start, this.#end).flatMap(({ start, end }) =>
      Array.from({ length: end - start }, (_, index) => start + index)
    )
    const active = this.#activePosition
    return active === -1 || positions.includes(active) ? positions : [...positions, active]
  })

  readonly tiles: readonly PlacedTile[] = $derived.by(() => {
    const tiles = this.positions.flatMap((position) => this.#place(position) ?? [])
    this.#placed = reuseTiles(this.#placed, tiles)
    return this.#placed
  })

  readonly sections: readonly GridSection[] = $derived.by(() =>
    sectionsWithin(this.layout, this.#start, this.#end)
  )

  readonly #activePosition: number = $derived.by(() => {
    const active = this.#source.active()
    return active === null ? -1 : this.#source.clips().positionOf(active)
  })

  /** The tile that Tab leads to. */
  get tabIndex(): number {
    return Math.max(0, this.#activePosition)
  }

  get scrollTop(): number {
    return this.#scrollTop
  }

  get activePosition(): number {
    return this.#activePosition
  }

  measure(width: number, viewportHeight: number): void {
    this.#width = width
    this.#viewportHeight = viewportHeight
  }

  scroll(top: number): void {
    this.#scrollTop = top
  }

  rowOf(position: number): GridRow | undefined {
    return rowOf(this.layout, position)
  }

  /** The first clip whose row is at least partly visible, which should stay in place. */
  firstVisible(): { readonly key: number; readonly top: number } | undefined {
    const [row] = rowsWithin(this.layout, this.#scrollTop, this.layout.height)
    const key = row && this.#source.clips().keys[row.start]
    return row && key !== undefined ? { key, top: row.top } : undefined
  }

  /** Returns what is visible and near it, the visible first. */
  nearby(): GenerationId[] {
    const clips = this.#source.clips()
    const top = this.#start + overscan
    const isVisible = (position: number): boolean => {
      const row = this.rowOf(position)
      return row !== undefined && row.top + row.height >= top && row.top <= top + this.#viewportHeight
    }
    const visible = this.positions.filter(isVisible)
    const around = this.positions.filter((position) => !isVisible(position))
    return [...visible, ...around].flatMap((position) => clips.idAt(position) ?? [])
  }

  #place(position: number): PlacedTile | undefined {
    const id = this.#source.clips().idAt(position)
    const place = placeOf(this.layout, position)
    if (id === undefined || !place) return undefined
    const { left, top, width, height } = place
    return { id, index: position, generation: this.#source.find(id), left, top, width, height }
  }
}
