import type { ItemId } from '@shared/library/items'

interface BoardDragDeps {
  /** The shots in order. */
  readonly shots: () => readonly { readonly id: ItemId }[]
  /** Height of a row. */
  readonly rowHeight: number
  /** Whether clips are being dragged out of the window, and so over it. */
  readonly isDraggingClips: () => boolean
  /** Moves a shot before another one, or to the end for null. */
  readonly moveShot: (id: ItemId, before: ItemId | null) => void
  /** Moves the files that are clips of the window into a shot. Returns whether they are. */
  readonly moveClips: (files: readonly File[], shot: ItemId) => boolean
}

/** What is dragged over the board: a shot to another place, or clips into a shot. */
export class BoardDrag {
  readonly #deps: BoardDragDeps
  #shot: ItemId | null = null
  #before = $state<ItemId | 'end' | null>(null)
  #into = $state<ItemId | null>(null)

  constructor(deps: BoardDragDeps) {
    this.#deps = deps
  }

  /** The shot that the dragged one would come before. */
  get before(): ItemId | 'end' | null {
    return this.#before
  }

  /** The shot that the dragged clips would go into. */
  get into(): ItemId | null {
    return this.#into
  }

  /** Begins to drag a shot. */
  start({ dataTransfer }: DragEvent, shot: ItemId): void {
    this.#shot = shot
    dataTransfer?.setData('text/plain', '')
    if (dataTransfer) dataTransfer.effectAllowed = 'move'
  }

  /** @param y Of the pointer, from the top of the first row. */
  over(event: DragEvent, y: number): void {
    const { isDraggingClips, rowHeight, shots } = this.#deps
    // The end of an earlier drag is not reported for a row that was scrolled away.
    if (this.#shot !== null && event.dataTransfer?.types.includes('Files')) this.end()
    if (this.#shot !== null) this.#before = shots()[Math.round(y / rowHeight)]?.id ?? 'end'
    else if (isDraggingClips()) this.#into = shots()[Math.floor(y / rowHeight)]?.id ?? null
    else return
    event.preventDefault()
  }

  /** Leaves files of other programs to the window. */
  drop(event: DragEvent): void {
    const shot = this.#shot
    const before = this.#before
    const into = this.#into
    this.end()
    if (shot !== null) {
      event.preventDefault()
      if (before !== null && before !== shot) this.#deps.moveShot(shot, before === 'end' ? null : before)
    } else if (into !== null && this.#deps.moveClips([...(event.dataTransfer?.files ?? [])], into)) {
      event.preventDefault()
    }
  }

  /** Forgets what clips would go into, as the pointer leaves. */
  leave(): void {
    this.#into = null
  }

  end(): void {
    this.#shot = null
    this.#before = null
    this.#into = null
  }
}
