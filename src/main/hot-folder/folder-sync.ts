import type { GenerationId } from '@shared/generation'
import type { HotFolder, HotFolderState, HotFolderStatus } from '@shared/library/hot-folders'
import type { Clock } from '../base/clock'
import { errorCode } from '../base/errors'
import type { Logger } from '../logging/logger'
import { Mirror, type MirrorDeps, type Synced } from './mirror'
import { TargetError } from './target'
import type { WantedClip } from './wanted-clip'

/** Clips that belong into a hot folder now. */
export interface Wanted {
  readonly clips: readonly WantedClip[]
  /** False where its project was removed, or is not there yet: nothing is known to be wanted then. */
  readonly isProjectThere: boolean
}

export interface FolderSyncDeps extends MirrorDeps {
  readonly readWanted: (folder: Pick<HotFolder, 'rule' | 'projectId'>) => Promise<Wanted>
  /** Whether database and library folder agree: until then nothing is removed. */
  readonly isCertain: () => boolean
  readonly onChange: () => void
  readonly clock: Clock
  readonly logger: Logger
}

/** Changes within this time are applied together. */
const settleMs = 300
/** Retry interval while the folder is not there, and while something else is in the way. */
const awayRetryMs = 5_000
const retryMs = 60_000

/** Keeps one hot folder up to date: one sync at a time, soon after a change, and again while something is in the way. */
export class FolderSync {
  #folder: HotFolder
  #mirror: Mirror
  #status: HotFolderStatus = 'waiting'
  #counts: Synced = { clips: 0, waiting: 0 }
  /** Generations with a file in the folder, as of the last sync. */
  #present: ReadonlySet<GenerationId> = new Set()
  #running: Promise<unknown> = Promise.resolve()
  #isDue = false
  readonly #stopping = new AbortController()
  #isBusy = false
  #cancelTimer: (() => void) | null = null

  constructor(
    folder: HotFolder,
    private readonly deps: FolderSyncDeps
  ) {
    this.#folder = folder
    this.#mirror = new Mirror(folder, deps)
  }

  get folder(): HotFolder {
    return this.#folder
  }

  get state(): HotFolderState {
    return { id: this.#folder.id, status: this.#status, ...this.#counts }
  }

  /** Returns whether the folder may differ from what is wanted, if a clip belongs into it or not. */
  mayDiffer(id: GenerationId, belongs: boolean): boolean {
    return this.#isBusy || this.#present.has(id) !== belongs
  }

  /** Uses another rule from now on. */
  change(folder: HotFolder): void {
    this.#folder = folder
    this.#mirror = new Mirror(folder, this.deps)
    this.soon()
  }

  /** Syncs after a short pause, in which more may change. */
  soon(): void {
    this.#retryIn(settleMs)
  }

  /** Syncs now, or again after the sync that runs. */
  sync(): Promise<void> {
    if (this.#isDue) return this.#settled()
    this.#isDue = true
    this.#running = this.#running.then(async () => {
      this.#isDue = false
      await this.#sync()
    })
    return this.#settled()
  }

  /** Ends mirroring; resolves once nothing is written any more. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#stopTimer()
    await this.#settled()
  }

  /** Ends mirroring, and gives the files to the user or removes them. */
  async end(remove: boolean): Promise<{ readonly removed: number; readonly left: number }> {
    await this.stop()
    if (remove) return await this.#mirror.removeAll(new AbortController().signal)
    await this.#mirror.forget()
    return { removed: 0, left: 0 }
  }

  #settled(): Promise<void> {
    return this.#running.then(() => undefined)
  }

  async #sync(): Promise<void> {
    if (this.#isStopped) return
    this.#stopTimer()
    this.#isBusy = true
    await this.#syncOnce().catch((error: unknown) => this.#noteFailure(error))
    this.#isBusy = false
    // What changed meanwhile is due sooner.
    if (this.#status !== 'up_to_date' && !this.#cancelTimer) {
      this.#retryIn(this.#status === 'not_there' ? awayRetryMs : retryMs)
    }
  }

  #noteFailure(error: unknown): void {
    if (this.#isStopped) return
    this.#note(statusAfter(error))
    if (!(error instanceof TargetError)) this.deps.logger.warn('Syncing a hot folder failed', error)
  }

  async #syncOnce(): Promise<void> {
    this.#present = await this.#mirror.present()
    const { clips, isProjectThere } = await this.deps.readWanted(this.#folder)
    if (this.#isStopped) return
    if (!isProjectThere) return this.#note('project_gone')
    const ids = new Set(clips.map(({ generationId }) => generationId))
    if (!isSame(ids, this.#present)) this.#note('syncing')
    const counts = await this.#mirror.sync(clips, {
      mayRemove: this.deps.isCertain(),
      signal: this.#stopping.signal
    })
    this.#present = await this.#mirror.present()
    this.#note(counts.waiting === 0 ? 'up_to_date' : 'incomplete', counts)
  }

  #retryIn(ms: number): void {
    if (this.#isStopped) return
    this.#stopTimer()
    this.#cancelTimer = this.deps.clock.setTimer(ms, () => void this.sync())
  }

  get #isStopped(): boolean {
    return this.#stopping.signal.aborted
  }

  #stopTimer(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
  }

  #note(status: HotFolderStatus, counts = this.#counts): void {
    const before = this.state
    this.#status = status
    this.#counts = counts
    const { clips, waiting } = counts
    if (before.status === status && before.clips === clips && before.waiting === waiting) return
    this.deps.onChange()
  }
}

const isSame = (some: ReadonlySet<unknown>, others: ReadonlySet<unknown>): boolean =>
  some.size === others.size && [...some].every((one) => others.has(one))

function statusAfter(error: unknown): HotFolderStatus {
  if (error instanceof TargetError) return error.obstacle
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'full'
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'read_only'
    default:
      return 'failed'
  }
}
