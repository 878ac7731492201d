import { isUsable, type GenerationId, type GenerationView } from '@shared/generation'
import type { ArrangedClips } from '../grid/arranged-clips'
import { idSet, type IdSet } from '../library/id-sets'
import { emptyStrip, indexFrom, playablePositions, stripAround, type Strip } from './strip'

interface ViewerDeps {
  readonly clips: () => ArrangedClips
  readonly find: (id: GenerationId) => GenerationView | undefined
  readonly selection: {
    readonly size: number
    has(id: GenerationId): boolean
    inOrder(): GenerationId[]
    select(id: GenerationId): void
    activate(id: GenerationId): void
  }
  /** Reads the batch that a clip belongs to, itself included. */
  readonly readBatch: (id: GenerationId) => Promise<readonly GenerationView[]>
  readonly onOpen: () => void
  /** The grid should take the focus. */
  readonly onClose: () => void
  readonly setFullScreen: (isFull: boolean) => void
  readonly onError: (error: unknown) => void
}

/** The clip that fills the window, and the clips to go on to. */
export class ViewerManager {
  readonly #deps: ViewerDeps
  #shown = $state<GenerationId | null>(null)
  /** The clips to go through, where several were selected on opening; null for the whole list. */
  #opened = $state.raw<readonly GenerationId[] | null>(null)
  #batch: IdSet = $state.raw(idSet())
  /** Where the clip was in the list, should it leave that. */
  #position = 0
  #isActualSize = $state(false)
  /** As the window is, which the system can change too. */
  #isFullScreen = $state(false)
  /** Whether it was changed to full screen here, and is left with the viewer. */
  #beganFullScreen = false

  constructor(deps: ViewerDeps) {
    this.#deps = deps
  }

  get isOpen(): boolean {
    return this.#shown !== null
  }

  get shown(): GenerationId | null {
    return this.#shown
  }

  /** Whether the picture is shown pixel by pixel. */
  get isActualSize(): boolean {
    return this.#isActualSize
  }

  get isFullScreen(): boolean {
    return this.#isFullScreen
  }

  readonly generation: GenerationView | undefined = $derived.by(() =>
    this.#shown === null ? undefined : this.#deps.find(this.#shown)
  )

  readonly #playable: readonly number[] = $derived.by(() => playablePositions(this.#deps.clips()))

  /** Those of them that are still selected: what is deleted leaves the selection. */
  readonly #chosen: readonly GenerationId[] | null = $derived.by(
    () => this.#opened?.filter((id) => this.#deps.selection.has(id)) ?? null
  )

  /** The clips below the picture. */
  readonly strip: Strip = $derived.by(() => {
    if (this.#shown === null) return emptyStrip
    return stripAround(this.#shown, {
      clips: this.#deps.clips(),
      playable: this.#playable,
      chosen: this.#chosen,
      batch: this.#batch
    })
  })

  /** Rows that the viewer shows. */
  readonly wanted: readonly GenerationId[] = $derived.by(() =>
    this.#shown === null ? [] : [this.#shown, ...this.strip.ids]
  )

  /** Opens a clip; of several selected ones, the viewer goes through these. */
  open(id: GenerationId): void {
    const { selection } = this.#deps
    const chosen = selection.size > 1 && selection.has(id) ? this.#onlyPlayable(selection.inOrder()) : []
    this.#opened = chosen.length > 1 ? chosen : null
    this.#isActualSize = false
    this.show(id)
    this.#deps.onOpen()
  }

  close(): void {
    if (this.#shown === null) return
    this.#shown = null
    this.#opened = null
    if (this.#beganFullScreen) this.#setFullScreen(false)
    this.#deps.onClose()
  }

  show(id: GenerationId): void {
    const { clips, selection } = this.#deps
    this.#shown = id
    this.#position = Math.max(clips().positionOf(id), 0)
    if (this.#chosen?.includes(id)) selection.activate(id)
    else {
      this.#opened = null
      selection.select(id)
    }
    void this.#readBatch(id)
  }

  /** Goes to the next clip, or the one before. */
  go(direction: 1 | -1): void {
    const next = this.neighbour(direction)
    if (next !== undefined) this.show(next)
  }

  neighbour(direction: 1 | -1): GenerationId | undefined {
    if (this.#shown === null) return undefined
    if (this.#chosen) return this.#chosen[this.#chosen.indexOf(this.#shown) + direction]
    const clips = this.#deps.clips()
    const position = clips.positionOf(this.#shown)
    // What left the list has been followed by the clip in its place.
    const next = indexFrom(this.#playable, position === -1 ? this.#position : position)
    const index = next + (direction === 1 && position === -1 ? 0 : direction)
    return clips.idAt(this.#playable[index] ?? -1)
  }

  toggleActualSize(): void {
    this.#isActualSize = !this.#isActualSize
  }

  toggleFullScreen(): void {
    this.#setFullScreen(!this.#isFullScreen)
  }

  /** Notes that the window went to full screen or left it, here or by the system. */
  fullScreenChanged(isFull: boolean): void {
    this.#isFullScreen = isFull
    if (!isFull) this.#beganFullScreen = false
  }

  #setFullScreen(isFull: boolean): void {
    this.#beganFullScreen = isFull
    this.#deps.setFullScreen(isFull)
  }

  #onlyPlayable(ids: readonly GenerationId[]): readonly GenerationId[] {
    const clips = this.#deps.clips()
    return ids.filter((id) => clips.isPlayableAt(clips.positionOf(id)))
  }

  async #readBatch(id: GenerationId): Promise<void> {
    if (this.#batch.has(id)) return
    this.#batch = idSet()
    try {
      const rows = await this.#deps.readBatch(id)
      if (this.#shown === id)
        this.#batch = idSet(rows.filter(({ videos }) => videos.some(isUsable)).map((row) => row.id))
    } catch (error) {
      // The clips around it are shown instead.
      this.#deps.onError(error)
    }
  }
}
