import { clipShape, isUsable, type GenerationId, type GenerationView } from '@shared/generation'
import type { Settings } from '@shared/settings'
import { dayOf } from '$lib/utils/format'
import { layoutGrid, rowsWithin, type GridLayout, type GridSection } from '$lib/state/library/grid-layout'

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

export interface PlacedTile {
  readonly generation: GenerationView
  readonly index: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface Source {
  readonly rows: () => readonly GenerationView[]
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

  constructor(source: Source) {
    this.#source = source
  }

  readonly layout: GridLayout = $derived.by(() =>
    layoutGrid(
      this.#source.rows().map((generation) => {
        const shape = clipShape(generation)
        return {
          shape: generation.videos.some(isUsable) ? shape : Math.max(shape, cardShape),
          day: dayOf(generation.createdAtUs / 1000)
        }
      }),
      {
        width: this.#width,
        rowHeight: rowHeights[this.#source.tileSize()],
        gap,
        headingHeight,
        sectionGap
      }
    )
  )

  readonly #start = $derived(Math.floor((this.#scrollTop - overscan) / step) * step)
  readonly #end = $derived(Math.ceil((this.#scrollTop + this.#viewportHeight + overscan) / step) * step)

  readonly tiles: readonly PlacedTile[] = $derived.by(() => {
    if (this.#width === 0) return []
    const rows = this.#source.rows()
    const [first, end] = rowsWithin(this.layout.rows, this.#start, this.#end)
    const tiles: PlacedTile[] = []
    for (const row of this.layout.rows.slice(first, end)) {
      for (let index = row.start; index < row.end; index += 1) this.#place(tiles, rows[index], index)
    }
    const active = this.#activeIndex
    const isPlaced = tiles.some(({ index }) => index === active)
    if (active !== -1 && !isPlaced) this.#place(tiles, rows[active], active)
    return tiles
  })

  readonly sections: readonly GridSection[] = $derived.by(() =>
    this.layout.sections.filter((section, index) => {
      const next = this.layout.sections[index + 1]
      return section.top <= this.#end && (next?.top ?? this.layout.height) >= this.#start
    })
  )

  readonly #activeIndex: number = $derived.by(() => {
    const active = this.#source.active()
    return active === null ? -1 : this.#source.rows().findIndex(({ id }) => id === active)
  })

  /** The tile that Tab leads to. */
  get tabIndex(): number {
    return Math.max(0, this.#activeIndex)
  }

  /** Whether the next page should be loaded. */
  readonly isNearEnd: boolean = $derived(
    this.layout.height - this.#scrollTop - this.#viewportHeight < this.#viewportHeight * 3
  )

  measure(width: number, viewportHeight: number): void {
    this.#width = width
    this.#viewportHeight = viewportHeight
  }

  scroll(top: number): void {
    this.#scrollTop = top
  }

  rowOf(index: number): { readonly top: number; readonly height: number } | undefined {
    return this.layout.rows[this.layout.rowOf[index] ?? -1]
  }

  /** The first clip whose row is at least partly visible, which should stay in place. */
  firstVisible(): { readonly id: GenerationId; readonly top: number } | undefined {
    const [first] = rowsWithin(this.layout.rows, this.#scrollTop, this.#scrollTop)
    const row = this.layout.rows[first]
    const generation = row && this.#source.rows()[row.start]
    return generation && { id: generation.id, top: row.top }
  }

  #place(tiles: PlacedTile[], generation: GenerationView | undefined, index: number): void {
    const row = this.rowOf(index)
    if (!generation || !row) return
    tiles.push({
      generation,
      index,
      left: this.layout.left[index] ?? 0,
      top: row.top,
      width: this.layout.width[index] ?? 0,
      height: row.height
    })
  }
}
