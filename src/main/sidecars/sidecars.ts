import { setImmediate as turn } from 'node:timers/promises'
import { isUsable, type GenerationId, type VideoId } from '@shared/generation'
import type { Item } from '@shared/library/items'
import type { Clock } from '../base/clock'
import type { Generation, Video } from '../generations/domain/generation'
import type { GenerationStore } from '../generations/domain/ports'
import type { FileRecordPages } from '../library/recovery/reconcile'
import type { Logger } from '../logging/logger'
import type { SidecarFiles } from './sidecar-files'

/** Changes within this time are written together. */
const gatherMs = 1_000
const clipsPerPage = 100

export interface SidecarsDeps {
  readonly files: Pick<SidecarFiles, 'write' | 'remove'>
  readonly isWanted: () => boolean
  /** Whether the library folder can be written now. */
  readonly isWritable: () => boolean
  readonly store: Pick<GenerationStore, 'find' | 'findByVideo'>
  readonly pages: FileRecordPages
  readonly textOf: (generation: Generation, video: Video) => string
  /** Returns the clips in a project or shot. */
  readonly clipsIn: (item: Item) => readonly GenerationId[]
  /** Whether all sidecars were up to date when the app was closed. Kept between runs. */
  readonly memory: { isSettled(): boolean; note(isSettled: boolean): void }
  readonly clock: Clock
  readonly logger: Logger
  readonly onChange: () => void
}

/** Progress over all clips; null while none of it runs. */
export type SidecarProgress = { readonly done: number; readonly total: number } | null

/** Keeps a sidecar beside each clip, where the user wants that. */
export class Sidecars {
  readonly #due = new Set<GenerationId>()
  readonly #foreign = new Set<VideoId>()
  #isAllDue = false
  #isStarted = false
  #wasWanted = false
  #isStopped = false
  #failures = 0
  #progress: SidecarProgress = null
  #cancelTimer: (() => void) | null = null
  #work: Promise<unknown> = Promise.resolve()

  constructor(private readonly deps: SidecarsDeps) {}

  get progress(): SidecarProgress {
    return this.#progress
  }

  /** How many sidecars stay as another program wrote them. */
  get left(): number {
    return this.#foreign.size
  }

  /** Begins once database and folder agree. After a crash all sidecars are compared with their clips. */
  start(): void {
    const { isWanted, memory } = this.deps
    this.#isStarted = true
    this.#wasWanted = isWanted()
    if (!this.#wasWanted) return
    if (!memory.isSettled()) this.#isAllDue = true
    memory.note(false)
    this.#schedule()
  }

  /** Writes all sidecars once the user wants them; those that exist stay when the user no longer does. */
  noteSettings(): void {
    const isWanted = this.deps.isWanted()
    if (!this.#isStarted || isWanted === this.#wasWanted) return
    this.#wasWanted = isWanted
    this.#foreign.clear()
    if (isWanted) {
      this.deps.memory.note(false)
      return this.noteAll()
    }
    this.#isAllDue = false
    this.#due.clear()
    this.deps.onChange()
  }

  noteClip(id: GenerationId): void {
    if (!this.#wasWanted) return
    this.#due.add(id)
    this.#schedule()
  }

  /** The name of a project or shot is in the sidecars of its clips. */
  noteItem(item: Item): void {
    if (!this.#wasWanted || item.kind === 'collection') return
    for (const id of this.deps.clipsIn(item)) this.#due.add(id)
    this.#schedule()
  }

  /** Clips were added, or the folder is another one. */
  noteAll(): void {
    if (!this.#wasWanted) return
    this.#isAllDue = true
    this.#schedule()
  }

  /** Removes the sidecars that nobody changed. */
  removeAll(): Promise<{ readonly removed: number; readonly left: number }> {
    return this.#next(async () => {
      const counts = { removed: 0, foreign: 0, none: 0 }
      await this.#eachVideo(async ({ video }) => {
        if (video.fileName !== null && !this.deps.isWanted())
          counts[await this.deps.files.remove(video.fileName)] += 1
      })
      return { removed: counts.removed, left: counts.foreign }
    })
  }

  /** Writes what changed last, and notes whether all is up to date. */
  async dispose(): Promise<void> {
    this.#cancelTimer?.()
    this.#isStopped = true
    await this.#work
    if (!this.#wasWanted) return
    const { isWritable, memory } = this.deps
    // Another library may be where the folder was.
    if (!isWritable()) return memory.note(false)
    for (const id of this.#due) await this.#writeClip(id)
    memory.note(!this.#isAllDue && this.#failures === 0 && isWritable())
  }

  #schedule(): void {
    if (!this.#isStarted || this.#isStopped || this.#cancelTimer) return
    this.#cancelTimer = this.deps.clock.setTimer(gatherMs, () => {
      this.#cancelTimer = null
      void this.#next(() => this.#writeDue())
    })
  }

  /** Runs work after what runs now. */
  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#work.then(work)
    this.#work = result.catch((error: unknown) => this.deps.logger.error('Writing sidecars failed', error))
    return result
  }

  async #writeDue(): Promise<void> {
    if (!this.#mayWrite()) return
    if (this.#isAllDue) {
      this.#isAllDue = false
      this.#due.clear()
      const isDone = await this.#eachVideo(({ generation, video }) => this.#write(generation, video))
      if (!isDone) this.#isAllDue = true
    }
    for (const id of this.#due) {
      if (!this.#mayWrite()) return
      this.#due.delete(id)
      await this.#writeClip(id)
      await turn()
    }
    this.deps.onChange()
  }

  #mayWrite(): boolean {
    return !this.#isStopped && this.#wasWanted && this.deps.isWritable()
  }

  /** Runs for each video with a file; returns false if it was cut off. Other work runs between the pages. */
  async #eachVideo(
    run: (clip: { readonly generation: Generation; readonly video: Video }) => Promise<unknown>
  ): Promise<boolean> {
    const { pages, store, onChange } = this.deps
    const total = pages.count()
    const wasWanted = this.#wasWanted
    let last: VideoId | null = null
    let done = 0
    try {
      for (;;) {
        const records = pages.after(last, clipsPerPage)
        for (const { id } of records) {
          if (this.#isStopped || this.#wasWanted !== wasWanted || !this.deps.isWritable()) return false
          const generation = store.findByVideo(id)
          const video = generation?.videos.find((one) => one.id === id)
          if (generation && video) await run({ generation, video })
          done += 1
        }
        if (wasWanted) this.#progress = { done, total: Math.max(done, total) }
        onChange()
        await turn()
        last = records.at(-1)?.id ?? null
        if (last === null || records.length < clipsPerPage) return true
      }
    } finally {
      this.#progress = null
      onChange()
    }
  }

  async #writeClip(id: GenerationId): Promise<void> {
    const generation = this.deps.store.find(id)
    for (const video of generation?.videos ?? []) if (generation) await this.#write(generation, video)
  }

  async #write(generation: Generation, video: Video): Promise<void> {
    const { files, logger, store, textOf } = this.deps
    const { fileName, id } = video
    // The trash keeps what a clip had.
    if (fileName === null || !isUsable(video) || generation.deletedAtMs !== null) return
    try {
      const outcome = await files.write(fileName, id, textOf(generation, video))
      if (outcome === 'foreign') this.#foreign.add(id)
      else this.#foreign.delete(id)
      const now = store.findByVideo(id)?.videos.find((one) => one.id === id)?.fileName
      if (outcome !== 'written' || now === fileName) return
      // It was renamed meanwhile.
      await files.remove(fileName)
      this.#due.add(generation.id)
    } catch (error) {
      this.#failures += 1
      logger.warn('Writing a sidecar failed', error)
    }
  }
}
