import { setImmediate as turn } from 'node:timers/promises'
import type { GenerationId } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { Confirmation } from '../consent/confirmations'
import type { Generation } from '../generations/domain/generation'
import type { Logger } from '../logging/logger'
import type { FileRemoval } from './file-removal'
import { leftNotice, questionAbout, questionAboutRefused } from './trash-words'

/** Number of clips, and the files that they have. */
export interface Amount {
  readonly clips: number
  readonly files: number
  readonly bytes: number
}

export interface TrashSize extends Amount {
  /** Clips that were dragged or copied to another program, which may still use their files. */
  readonly handedOff: number
  /** Clips in edits: projects of editors that were read. */
  readonly used: number
  /** Names of those edits, a few at most. */
  readonly usedIn: readonly string[]
}

/** What is in the trash at one moment. */
export interface TrashContents {
  readonly size: TrashSize
  /** Keys of its clips. */
  readonly keys: Float64Array
}

/** Rows of the trash, without what is still on its way. */
export interface TrashRows {
  /** Reads some clips of the trash, or all of them for null. */
  contents(ids: readonly GenerationId[] | null): Promise<TrashContents>
  /** Reads the keys of clips that went to the trash before a time, and that nobody has to be asked about. */
  expired(sinceMs: number): Promise<Float64Array>
  /** Returns those that are in the trash now. */
  byKeys(keys: readonly number[]): readonly Generation[]
  /** Returns when this database first counted days in the trash; now, if it never did. */
  countsSince(nowMs: number): number
  /** Takes generations out of every list. Their rows stay, for what was paid. */
  erase(ids: readonly GenerationId[], atMs: number): void
}

export interface Erased extends Amount {
  /** Names of the files that are still on disk; their clips are still in the trash. */
  readonly left: readonly string[]
}

interface TrashDeps {
  readonly rows: TrashRows
  readonly removal: FileRemoval
  /** Returns why nothing can be deleted now; null when it can. */
  readonly whyNotNow: () => Problem | null
  /** Whether database and folder agreed at this start: nothing is deleted by itself otherwise. */
  readonly isCertain: () => boolean
  /** Resolves when the user agreed. @throws ProblemError when not. */
  readonly require: (confirmation: Confirmation) => Promise<void>
  /** Shows a notice until the user dismisses it. */
  readonly notice: (notice: Problem) => void
  /** Rows left the lists. */
  readonly onErased: () => void
  readonly clock: Clock
  readonly logger: Logger
  /** Aborted when the app begins to quit. */
  readonly shutdown: AbortSignal
}

/** Clips are kept in the trash this long. */
const keptMs = 30 * 24 * 3_600_000
const checkedEveryMs = 24 * 3_600_000
const clipsAtOnce = 100

/**
 * Deletes what is in the trash: first the files, into the system's trash, then the row. A crash in between leaves a row
 * without a file, which the next time finishes; a row never leaves the list before its files left the disk.
 */
export class Trash {
  #isDeleting = false
  /** Clips that a notice was about. */
  readonly #noticed = new Set<GenerationId>()
  #cancelTimer = (): void => undefined

  constructor(private readonly deps: TrashDeps) {}

  async size(ids: readonly GenerationId[] | null): Promise<TrashSize> {
    return (await this.deps.rows.contents(ids)).size
  }

  /** Deletes some clips of the trash, or all, after the user agreed. */
  async erase(ids: readonly GenerationId[] | null): Promise<Erased> {
    const { rows, removal } = this.deps
    return this.#exclusively(async () => {
      // Only what the user is asked about: more may come into the trash meanwhile.
      const { size, keys } = await rows.contents(ids)
      await this.deps.require(questionAbout(size))
      const refused: Refusal[] = []
      const erased = await this.#eraseAll(keys, removal.toSystemTrash, refused)
      const others = namesOf(refused.filter(({ outcome }) => outcome === 'other_file'))
      const left = refused.filter(({ outcome }) => outcome === 'refused')
      if (left.length === 0 || !(await this.#agrees(questionAboutRefused(namesOf(left))))) {
        return { ...erased, left: [...others, ...namesOf(left)] }
      }
      const still: Refusal[] = []
      const again = left.map(({ generation }) => generation.createdAtUs)
      const more = await this.#eraseAll(again, removal.forGood, still)
      return { ...sum(erased, more), left: [...others, ...namesOf(still)] }
    })
  }

  /** Deletes once a day what was in the trash for 30 days, from now on. What the system refuses stays. */
  start(): void {
    const { clock, logger, shutdown } = this.deps
    const run = (): void => {
      this.#cancelTimer = clock.setTimer(checkedEveryMs, run)
      this.eraseExpired().catch((error: unknown) => {
        if (!shutdown.aborted) logger.error('Emptying the trash failed', error)
      })
    }
    run()
  }

  stop(): void {
    this.#cancelTimer()
  }

  async eraseExpired(): Promise<void> {
    const { rows, removal, clock, logger, isCertain } = this.deps
    if (!isCertain() || this.deps.whyNotNow() !== null || this.#isDeleting) return
    await this.#exclusively(async () => {
      const sinceMs = clock.now() - keptMs
      // What an older version deleted was promised to stay.
      if (rows.countsSince(clock.now()) > sinceMs) return
      const refused: Refusal[] = []
      const { clips } = await this.#eraseAll(await rows.expired(sinceMs), removal.toSystemTrash, refused)
      if (clips > 0) logger.info(`Trash: ${clips} clips deleted after 30 days`)
      if (refused.length > 0) logger.warn(`Trash: ${refused.length} files stay, the system refused them`)
      this.#noticeLeft(refused)
    })
  }

  /** Says once which files stay; the next day only if there are others. */
  #noticeLeft(refused: readonly Refusal[]): void {
    const isNew = refused.some(({ generation }) => !this.#noticed.has(generation.id))
    for (const { generation } of refused) this.#noticed.add(generation.id)
    if (isNew) this.deps.notice(leftNotice(namesOf(refused)))
  }

  async #exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const problem = this.#isDeleting ? alreadyDeleting : this.deps.whyNotNow()
    if (problem) throw new ProblemError(problem)
    this.#isDeleting = true
    try {
      return await work()
    } finally {
      this.#isDeleting = false
    }
  }

  /** @param refused Takes the files that stay. */
  async #eraseAll(
    keys: ArrayLike<number>,
    remove: FileRemoval['forGood'],
    refused: Refusal[]
  ): Promise<Amount> {
    let erased: Amount = nothing
    for (let start = 0; start < keys.length && this.#mayGoOn(); start += clipsAtOnce) {
      const some = Array.from(
        { length: Math.min(clipsAtOnce, keys.length - start) },
        (_, at) => keys[start + at] ?? 0
      )
      for (const generation of this.deps.rows.byKeys(some)) {
        if (!this.#mayGoOn()) break
        erased = sum(erased, await this.#eraseOne(generation, remove, refused))
      }
      this.deps.onErased()
      await turn()
    }
    return erased
  }

  #mayGoOn(): boolean {
    return !this.deps.shutdown.aborted && this.deps.whyNotNow() === null
  }

  async #eraseOne(
    generation: Generation,
    remove: FileRemoval['forGood'],
    refused: Refusal[]
  ): Promise<Amount> {
    const { rows, clock } = this.deps
    // It may have been restored since its page was read.
    if (rows.byKeys([generation.createdAtUs]).length === 0) return nothing
    let removed: Amount = nothing
    let isLeft = false
    for (const video of generation.videos) {
      const outcome = await remove(video)
      if (outcome === 'removed')
        removed = sum(removed, { clips: 0, files: 1, bytes: (video.held ?? video.file)?.bytes ?? 0 })
      if (outcome === 'away') return removed
      if (outcome === 'refused' || outcome === 'other_file') {
        isLeft = true
        refused.push({ generation, name: video.fileName ?? '', outcome })
      }
    }
    if (isLeft) return removed
    rows.erase([generation.id], clock.now())
    return sum(removed, { clips: 1, files: 0, bytes: 0 })
  }

  async #agrees(confirmation: Confirmation): Promise<boolean> {
    try {
      await this.deps.require(confirmation)
      return true
    } catch (error) {
      if (error instanceof ProblemError) return false
      throw error
    }
  }
}

interface Refusal {
  readonly generation: Generation
  readonly name: string
  readonly outcome: 'refused' | 'other_file'
}

const namesOf = (refused: readonly Refusal[]): readonly string[] => refused.map(({ name }) => name)

const nothing: Amount = { clips: 0, files: 0, bytes: 0 }

const sum = (one: Amount, other: Amount): Amount => ({
  clips: one.clips + other.clips,
  files: one.files + other.files,
  bytes: one.bytes + other.bytes
})

const alreadyDeleting: Problem = {
  code: 'not_possible_now',
  message: 'The trash is already being emptied.',
  retryable: true
}
