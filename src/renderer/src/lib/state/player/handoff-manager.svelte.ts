import type { DragStarted } from '@shared/contract/file-calls'
import { mostHandedOver } from '@shared/contract/parts'
import type { DownloadProgress, GenerationId, GenerationView } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { Client } from '$lib/api/client'
import { formatCount } from '$lib/utils/format'
import { whyNotDraggable } from '$lib/utils/phase'

const noteMs = 2600
const hintMs = 20_000
const storageName = 'drags'
/** First drags, which are all followed by the line that helps. */
const dragsWithHint = 3
/** A drag that ended sooner has probably missed its target. */
const shortDragMs = 1000

/** Short text beside the pointer. */
export interface PointerNote {
  readonly text: string
  readonly x: number
  readonly y: number
}

/** Carries clips out of the window. */
export class HandoffManager {
  readonly #client: Client
  #note = $state.raw<PointerNote | null>(null)
  #hint = $state.raw<readonly GenerationId[] | null>(null)
  #latest: readonly GenerationId[] = []
  #isDragging = $state(false)
  /** The drag that has not been followed by help, as far as the system says something of it. */
  #pending: DragStarted | null = null
  #hasLanded = false
  #draggedAt = { x: 0, y: 0 }
  /** A native drag swallows `dragend` and the pointer's release, so the next click is ignored. */
  #isClickDue = false
  #noteTimer: ReturnType<typeof setTimeout> | undefined
  #hintTimer: ReturnType<typeof setTimeout> | undefined

  constructor(client: Client) {
    this.#client = client
  }

  get note(): PointerNote | null {
    return this.#note
  }

  /** The clips of the latest drag. */
  get latest(): readonly GenerationId[] {
    return this.#latest
  }

  /** Clips of the window are being dragged, as far as it knows: nothing reports the end of a native drag. */
  get isDragging(): boolean {
    return this.#isDragging
  }

  /** The clips of the last drag, while the line that helps is shown. */
  get hint(): readonly GenerationId[] | null {
    return this.#hint
  }

  /** Starts the native drag, synchronously within `dragstart`: nothing may be awaited here. */
  drag(event: DragEvent, ids: readonly GenerationId[]): void {
    event.preventDefault()
    if (ids.length > mostHandedOver) {
      this.#tell(event, `One drag takes at most ${formatCount(mostHandedOver)} clips.`)
      return
    }
    this.#client.send('handoff.drag', { ids: [...ids] })
    this.#latest = ids
    this.#isDragging = true
    this.#isClickDue = true
    this.#note = null
    this.#hasLanded = false
    this.#draggedAt = { x: event.clientX, y: event.clientY }
    this.dismissHint()
  }

  /** Drags one clip, or says beside the pointer why it cannot be dragged. */
  dragOne(event: DragEvent, generation: GenerationView, progress?: DownloadProgress): void {
    if (whyNotDraggable(generation, progress) === null) this.drag(event, [generation.id])
    else this.refuse(event, generation, progress)
  }

  /** Takes what the system said about the drag: help is of no use while the clips hang on the pointer. */
  started(drag: DragStarted): void {
    this.#pending = drag
    if (drag.isOver) this.#offerHelp()
  }

  /** Shows beside the pointer why the main process could not begin the drag. */
  refused({ message }: Problem): void {
    this.#isClickDue = false
    this.#show(message, this.#draggedAt)
  }

  #offerHelp(): void {
    const drag = this.#pending
    this.#pending = null
    if (!drag || this.#hasLanded) return
    const isFirst = this.#isAmongFirst()
    if (!isFirst && !(drag.isOver && drag.tookMs < shortDragMs)) return
    this.#hint = this.#latest
    clearTimeout(this.#hintTimer)
    this.#hintTimer = setTimeout(() => this.dismissHint(), hintMs)
  }

  /** Counts the first drags: whoever dragged more often knows that it works. */
  #isAmongFirst(): boolean {
    const before = Number(localStorage.getItem(storageName) ?? 0)
    if (before >= dragsWithHint) return false
    localStorage.setItem(storageName, String(before + 1))
    return true
  }

  /** Refuses the drag, and shows the reason beside the pointer. */
  refuse(event: DragEvent, generation: GenerationView, progress: DownloadProgress | undefined): void {
    event.preventDefault()
    const text = whyNotDraggable(generation, progress)
    if (text !== null) this.#tell(event, text)
  }

  /** Ends the drag when the window gains or loses focus. */
  settle(): void {
    this.#isDragging = false
    this.#note = null
  }

  /** Accepts the next click, since a new press began. */
  pressed(): void {
    this.#isDragging = false
    this.#isClickDue = false
    this.#note = null
    this.#offerHelp()
  }

  /** Returns whether a click belongs to the drag before it. */
  swallowsClick(): boolean {
    const swallows = this.#isClickDue
    this.#isClickDue = false
    return swallows
  }

  /** The clips were dropped on this window. */
  landed(): void {
    this.#hasLanded = true
    this.dismissHint()
  }

  dismissHint(): void {
    clearTimeout(this.#hintTimer)
    this.#hint = null
  }

  #tell(event: DragEvent, text: string): void {
    this.#show(text, { x: event.clientX, y: event.clientY })
  }

  #show(text: string, at: { readonly x: number; readonly y: number }): void {
    this.#note = { text, ...at }
    clearTimeout(this.#noteTimer)
    this.#noteTimer = setTimeout(() => (this.#note = null), noteMs)
  }
}
