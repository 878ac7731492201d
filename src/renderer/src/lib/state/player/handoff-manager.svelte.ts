import type { GenerationId, GenerationView } from '@shared/generation'
import type { Client } from '$lib/api/client'
import type { DownloadProgress } from '@shared/generation'
import { whyNotDraggable } from '$lib/utils/phase'

/** Most clips that the contract allows in one drag. */
const mostClips = 100
const noteMs = 2600
const hintMs = 20_000
const storageName = 'drags'
/** Drags that are followed by the line about drops that did not land. */
const dragsWithHint = 3

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
  #dragged = $state.raw<readonly GenerationId[] | null>(null)
  #latest: readonly GenerationId[] = []
  #isDragging = $state(false)
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

  /** The clips of the last drag, while the line about it shows. */
  get dragged(): readonly GenerationId[] | null {
    return this.#dragged
  }

  /** The clips of the latest drag. */
  get latest(): readonly GenerationId[] {
    return this.#latest
  }

  /** Clips of the window are being dragged, as far as it knows: nothing reports the end of a native drag. */
  get isDragging(): boolean {
    return this.#isDragging
  }

  /** Starts the native drag, synchronously within `dragstart`: nothing may be awaited here. */
  drag(event: DragEvent, ids: readonly GenerationId[]): void {
    event.preventDefault()
    if (ids.length > mostClips) {
      this.#tell(event, `One drag takes at most ${mostClips} clips.`)
      return
    }
    this.#client.send('handoff.drag', { ids: [...ids] })
    this.#latest = ids
    this.#isDragging = true
    this.#isClickDue = true
    this.#note = null
    if (!this.#isAmongFirst()) return
    this.#dragged = ids
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
  }

  /** Returns whether a click belongs to the drag before it. */
  swallowsClick(): boolean {
    const swallows = this.#isClickDue
    this.#isClickDue = false
    return swallows
  }

  dismissHint(): void {
    clearTimeout(this.#hintTimer)
    this.#dragged = null
  }

  #tell(event: DragEvent, text: string): void {
    this.#note = { text, x: event.clientX, y: event.clientY }
    clearTimeout(this.#noteTimer)
    this.#noteTimer = setTimeout(() => (this.#note = null), noteMs)
  }
}
