import type { GenerationId, GenerationView } from '@shared/generation'
import type { Settings } from '@shared/settings'
import { clipLook, type ClipLook } from '@shared/library/listing'
import type { ArrangedClips } from '$lib/state/grid/arranged-clips'
import {
  firstRowFrom,
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
import { reuseTiles, type PlacedTile } from './tile/placed-tile'

/** Heights of rows of pictures; a table has none. */
const rowHeights: Readonly<Record<Settings['tileSize'], number>> = {
  small: 110,
  medium: 150,
  large: 220,
  list: 150
}
const tableRowHeight = 40
const gap = 8
/** With room for the ring of a selected clip below it. */
const headingHeight = 36
const sectionGap = 20
const lineHeight = 56
const lineGap = 4
const footHeight = 32
const batchHeadingHeight = 26
const batchGap = 16
/** Shape of cards with text, whatever shape their clip will have. */
const cardShape = 1.5
/** Distance beyond the visible area within which tiles are kept, once those in it are drawn. */
const overscan = 600
/** Largest day whose costs are added up from its rows. */
export const mostSummed = 300
/**
 * Clips that are visible for less than this time are passed by: neither read nor drawn. While the scrollbar is dragged or
 * a key is held, most are gone again before they are drawn.
 */
const passingMs = 100
/** Step of the visible area, so that most scrolling changes nothing in the page. */
const step = 200

interface Source {
  readonly clips: () => ArrangedClips
  /** What the clips were read for: another object for another list. */
  readonly question: () => object
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
  /** The list of which the visible clips were drawn. */
  #drawn = $state.raw<object | null>(null)
  /** Whether clips are passed by. */
  #isPassing = $state(false)
  #landing: ReturnType<typeof setTimeout> | undefined
  /** Places that the list just left. */
  #left: readonly { readonly atMs: number; readonly top: number }[] = []
  /** The layout before the current one, whose unchanged days are kept. */
  #before: GridLayout | undefined
  #placed: readonly PlacedTile[] = []

  constructor(source: Source) {
    this.#source = source
  }

  // By itself: it stays the same while other settings change, and with it the layout of every clip.
  readonly #tileSize = $derived.by(() => this.#source.tileSize())

  readonly #spacing: GridOptions = $derived.by(() => ({
    width: this.#width,
    rowHeight: rowHeights[this.#tileSize],
    gap,
    headingHeight,
    sectionGap,
    lineHeight: this.#tileSize === 'list' ? tableRowHeight : lineHeight,
    lineGap: this.#tileSize === 'list' ? 0 : lineGap,
    batchHeadingHeight,
    batchGap,
    footHeight
  }))

  readonly layout: GridLayout = $derived.by(() => {
    const clips = this.#source.clips()
    this.#before = layoutGrid(clips.days, drawnShapes(clips), this.#spacing, this.#before)
    return this.#before
  })

  readonly #overscan = $derived.by(() => (this.isDrawn ? overscan : 0))
  readonly #start = $derived(Math.floor((this.#scrollTop - this.#overscan) / step) * step)
  readonly #end = $derived(Math.ceil((this.#scrollTop + this.#viewportHeight + this.#overscan) / step) * step)

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
    const drawn = this.#isPassing ? drawnIds(this.#placed) : null
    const tiles = this.positions.flatMap((position) => this.#place(position, drawn) ?? [])
    this.#placed = reuseTiles(this.#placed, tiles)
    return this.#placed
  })

  readonly sections: readonly GridSection[] = $derived.by(() =>
    sectionsWithin(this.layout, this.#start, this.#end)
  )

  /** Headings of batches in the page, each with the position of its first clip. */
  readonly batchHeadings: readonly { readonly position: number; readonly top: number }[] = $derived.by(() =>
    this.sections.flatMap(({ top, start, rows }) =>
      rows.headings.flatMap((heading, index) => {
        const at = top + (heading ?? 0)
        const isNear = heading !== null && at >= this.#start && at <= this.#end
        return isNear ? [{ position: start + (rows.blocks[index]?.start ?? 0), top: at }] : []
      })
    )
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

  /** Whether the visible clips of the list were drawn. Until then no others are in the page. */
  get isDrawn(): boolean {
    return this.#drawn === this.#source.question()
  }

  noteDrawn(): void {
    this.#drawn = this.#source.question()
  }

  measure(width: number, viewportHeight: number): void {
    this.#width = width
    this.#viewportHeight = viewportHeight
  }

  scroll(top: number): void {
    const nowMs = performance.now()
    const left = this.#left.filter(({ atMs }) => nowMs - atMs < passingMs)
    this.#left = [...left, { atMs: nowMs, top: this.#scrollTop }]
    if (this.#left.some((place) => Math.abs(top - place.top) > this.#viewportHeight)) this.#passBy()
    this.#scrollTop = top
  }

  destroy(): void {
    clearTimeout(this.#landing)
  }

  #passBy(): void {
    clearTimeout(this.#landing)
    this.#isPassing = true
    this.#landing = setTimeout(() => (this.#isPassing = false), passingMs)
  }

  rowOf(position: number): GridRow | undefined {
    return rowOf(this.layout, position)
  }

  /** The first clip whose row is at least partly visible, which should stay in place. */
  firstVisible(): { readonly key: number; readonly top: number } | undefined {
    const row = firstRowFrom(this.layout, this.#scrollTop)
    const key = row && this.#source.clips().keyAt(row.start)
    return row && key !== undefined ? { key, top: row.top } : undefined
  }

  /** Returns what is visible and near it, the visible first; nothing while clips are passed by. */
  nearby(): GenerationId[] {
    if (this.#isPassing) return []
    const clips = this.#source.clips()
    const top = this.#start + this.#overscan
    const isVisible = (position: number): boolean => {
      const row = this.rowOf(position)
      return row !== undefined && row.top + row.height >= top && row.top <= top + this.#viewportHeight
    }
    const visible = this.positions.filter(isVisible)
    const around = this.positions.filter((position) => !isVisible(position))
    return [...visible, ...around].flatMap((position) => clips.idAt(position) ?? []).concat(this.#folded())
  }

  /** Clips that are folded away, whose costs belong to the sums of visible days. */
  #folded(): GenerationId[] {
    const { list } = this.#source.clips()
    return this.sections
      .filter(({ start, end, listed }) => {
        const count = listed.end - listed.start
        return count > end - start && count <= mostSummed
      })
      .flatMap(({ listed }) => list.idsBetween(listed.start, listed.end))
  }

  /** @param drawn The only clips that are drawn; null for all. */
  #place(position: number, drawn: ReadonlySet<GenerationId> | null): PlacedTile | undefined {
    const id = this.#source.clips().idAt(position)
    const place = placeOf(this.layout, position)
    if (id === undefined || !place) return undefined
    const { left, top, width, height, kind } = place
    const look = this.#source.clips().lookAt(position)
    return {
      id,
      index: position,
      generation: drawn && !drawn.has(id) ? undefined : this.#source.find(id),
      kind,
      look,
      left,
      top,
      width,
      height
    }
  }
}

const drawnIds = (tiles: readonly PlacedTile[]): ReadonlySet<GenerationId> =>
  new Set(tiles.flatMap(({ id, generation }) => (generation ? id : [])))

/** Returns the shapes that clips are drawn in, by position. */
function drawnShapes(clips: ArrangedClips): Float32Array {
  const shapes = new Float32Array(clips.length)
  for (let position = 0; position < shapes.length; position += 1) {
    const shape = clips.shapeAt(position)
    shapes[position] = hasPicture(clips.lookAt(position)) ? shape : Math.max(shape, cardShape)
  }
  return shapes
}

const hasPicture = (look: ClipLook): boolean => look === clipLook.picture || look === clipLook.missing
