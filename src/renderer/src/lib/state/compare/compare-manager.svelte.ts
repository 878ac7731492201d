import type { GenerationId, GenerationView } from '@shared/generation'
import { leadingVideo } from '$lib/utils/phase'
import { PlayerManager } from '../player/player-manager.svelte'
import { releaseVideo } from '../player/release-video'
import { InStep } from './in-step'

export const mostCompared = 4

interface CompareDeps {
  readonly find: (id: GenerationId) => GenerationView | undefined
  readonly isLooping: () => boolean
  readonly onOpen: () => void
  /** What was there before should take the focus. */
  readonly onClose: () => void
}

/** Two to four clips beside each other, in step on one transport. */
export class CompareManager {
  /** Plays the longest clip; the others follow it. */
  readonly player = new PlayerManager()
  readonly #deps: CompareDeps
  #ids = $state.raw<readonly GenerationId[]>([])
  #leader = $state<GenerationId | null>(null)
  #active = $state<GenerationId | null>(null)
  /** The only clip that is heard. */
  #heard = $state<GenerationId | null>(null)
  /** Frames by which clips are ahead. */
  #offsets = $state.raw<Readonly<Record<GenerationId, number>>>({})
  #isWipe = $state(false)
  #wipeAt = $state(0.5)
  #showsDifferences = $state(true)
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on screen reads it
  readonly #videos = new Map<GenerationId, HTMLVideoElement>()
  /** Keeps the others in step, while the leader has its video. */
  #inStep: InStep | undefined

  constructor(deps: CompareDeps) {
    this.#deps = deps
  }

  get isOpen(): boolean {
    return this.#ids.length > 0
  }

  /** In the order on screen. */
  get ids(): readonly GenerationId[] {
    return this.#ids
  }

  get active(): GenerationId | null {
    return this.#active
  }

  get heard(): GenerationId | null {
    return this.#heard
  }

  /** Whether two clips share one picture, divided by a line. */
  get isWipe(): boolean {
    return this.#isWipe && this.#ids.length === 2
  }

  /** Whether the differences of prompts and parameters are shown. */
  get showsDifferences(): boolean {
    return this.#showsDifferences
  }

  /** Share of the picture that the first clip has, from 0 to 1. */
  get wipeAt(): number {
    return this.#wipeAt
  }

  readonly clips: readonly GenerationView[] = $derived.by(() =>
    this.#ids.flatMap((id) => this.#deps.find(id) ?? [])
  )

  open(ids: readonly GenerationId[]): void {
    const some = ids.slice(0, mostCompared)
    if (some.length < 2) return
    const [first] = some
    this.#offsets = {}
    this.#isWipe = false
    this.#wipeAt = 0.5
    this.#showsDifferences = true
    this.#active = first ?? null
    this.#heard = first ?? null
    this.#leader = this.#longest(some)
    this.#ids = some
    this.#deps.onOpen()
  }

  close(): void {
    if (!this.isOpen) return
    this.#ids = []
    this.#deps.onClose()
  }

  activate(id: GenerationId): void {
    this.#active = id
  }

  /** Makes the next pane the active one. */
  goOn(direction: 1 | -1): void {
    const { length } = this.#ids
    this.#active = this.#ids[(this.#activeIndex + direction + length) % length] ?? null
  }

  /** Swaps the active pane with the next one. */
  swap(direction: 1 | -1): void {
    const { length } = this.#ids
    const from = this.#activeIndex
    const to = (from + direction + length) % length
    const [one, other] = [this.#ids[from], this.#ids[to]]
    if (one !== undefined && other !== undefined) this.#ids = this.#ids.with(from, other).with(to, one)
  }

  hear(id: GenerationId): void {
    this.#heard = this.#heard === id ? null : id
  }

  offsetOf(id: GenerationId): number {
    return this.#offsets[id] ?? 0
  }

  /** Moves a clip against the others by frames of its own. */
  shift(id: GenerationId, frames: number): void {
    this.#offsets = { ...this.#offsets, [id]: this.offsetOf(id) + frames }
    this.player.pause()
    this.#inStep?.align()
  }

  toggleWipe(): void {
    this.#isWipe = !this.#isWipe
  }

  toggleDifferences(): void {
    this.#showsDifferences = !this.#showsDifferences
  }

  wipeTo(share: number): void {
    this.#wipeAt = Math.min(Math.max(share, 0), 1)
  }

  /** Plays a clip in its pane until the returned function is called. */
  attach(id: GenerationId, video: HTMLVideoElement): () => void {
    this.#videos.set(id, video)
    return id === this.#leader ? this.#lead(id, video) : this.#follow(id, video)
  }

  #lead(id: GenerationId, video: HTMLVideoElement): () => void {
    const detach = this.player.attach(video, {
      framesPerSecond: this.#rateOf(id),
      isLooping: this.#deps.isLooping
    })
    const inStep = new InStep(video)
    this.#inStep = inStep
    for (const [other, element] of this.#videos) if (other !== id) this.#add(other, element)
    return () => {
      this.#videos.delete(id)
      inStep.stop()
      this.#inStep = undefined
      detach()
    }
  }

  #follow(id: GenerationId, video: HTMLVideoElement): () => void {
    this.#add(id, video)
    return () => {
      this.#videos.delete(id)
      this.#inStep?.remove(video)
      releaseVideo(video)
    }
  }

  #add(id: GenerationId, video: HTMLVideoElement): void {
    this.#inStep?.add(
      video,
      () => this.#secondsAhead(id) - (this.#leader === null ? 0 : this.#secondsAhead(this.#leader))
    )
  }

  get #activeIndex(): number {
    return this.#active === null ? 0 : Math.max(0, this.#ids.indexOf(this.#active))
  }

  #secondsAhead(id: GenerationId): number {
    return this.offsetOf(id) / (this.#rateOf(id) ?? this.player.timebase.framesPerSecond)
  }

  #rateOf(id: GenerationId): number | null {
    const generation = this.#deps.find(id)
    return (generation && leadingVideo(generation)?.framesPerSecond) ?? null
  }

  #longest(ids: readonly GenerationId[]): GenerationId | null {
    const lengthOf = (id: GenerationId): number => {
      const generation = this.#deps.find(id)
      return (generation && leadingVideo(generation)?.durationMs) ?? 0
    }
    return ids.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0] ?? null
  }
}
