import type { VideoId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { crashPoint } from '../../base/crash-points'
import type { Logger } from '../../logging/logger'
import type { Place } from './copy-verified'
import { hasMarkerAt, journalIn } from '../folder/library-folder'
import { moveClips, type MoveReport } from './move-clips'
import { moveParts } from './move-parts'
import type { FolderFile } from '../recovery/reconcile'

/** Move of the library from one folder to another. */
export interface FolderMove {
  readonly from: string
  readonly to: string
  /** `relink`: the library is there already. `leave`: its clips stay behind. `move`: its clips go along. */
  readonly kind: 'relink' | 'leave' | 'move'
}

/** Keeps a move in progress for the next start. */
export interface MoveMemory {
  read(): FolderMove | null
  write(move: FolderMove): void
  remove(): void
}

/** Moves the library from one folder to another. A move that a crash cut off is finished at the next start. */
export class LibraryMove {
  #isMoving = false

  constructor(
    private readonly deps: {
      readonly moveMemory: MoveMemory
      /** Stops all downloads until the returned function is called. */
      readonly holdSaving: () => Promise<() => void>
      readonly pendingVideos: () => readonly VideoId[]
      /** Clips that may be unchanged in the old folder. */
      readonly clips: () => Iterable<FolderFile>
      readonly carryJournalOver: (fromPath: string) => Promise<void>
      readonly place: Place
      readonly notice: (notice: Problem) => void
      readonly logger: Logger
    }
  ) {}

  get isMoving(): boolean {
    return this.#isMoving
  }

  /**
   * Moves to another folder.
   *
   * @param go Makes it the library folder; nothing is moved if it throws.
   * @returns Whether clips were moved.
   */
  async run(move: FolderMove, go: () => void, signal: AbortSignal): Promise<boolean> {
    this.deps.moveMemory.write(move)
    crashPoint('move.noted')
    return this.#bring(move, go, signal)
  }

  /** Finishes a move into this folder that was cut off. Returns whether clips were moved. */
  async finish(root: string, signal: AbortSignal): Promise<boolean> {
    const move = this.#isMoving ? null : this.deps.moveMemory.read()
    if (move?.to !== root || !hasMarkerAt(move.from)) return false
    return this.#bring(move, () => undefined, signal)
  }

  async #bring(move: FolderMove, go: () => void, signal: AbortSignal): Promise<boolean> {
    this.#isMoving = true
    try {
      await this.#bringAllButClips(move, go)
      const moved = move.kind === 'move' && (await this.#bringClips(move, signal))
      this.deps.moveMemory.remove()
      return moved
    } finally {
      this.#isMoving = false
    }
  }

  /** Moves with all downloads stopped; they resume in the new folder. */
  async #bringAllButClips({ from, to, kind }: FolderMove, go: () => void): Promise<void> {
    const { holdSaving, pendingVideos, carryJournalOver, place, logger } = this.deps
    const resume = await holdSaving()
    try {
      go()
      crashPoint('move.begun')
      await moveParts({ from, to, videos: pendingVideos(), place, logger })
      if (kind !== 'relink') await carryJournalOver(journalIn(from))
    } finally {
      resume()
    }
  }

  async #bringClips({ from, to }: FolderMove, signal: AbortSignal): Promise<boolean> {
    const { clips, place, notice, logger } = this.deps
    const report = await moveClips({ from, to, records: clips(), place, signal, logger })
    if (report.left > 0) notice(notMoved(report))
    return report.moved > 0
  }
}

const notMoved = ({ moved, left }: MoveReport): Problem => ({
  code: 'file_missing',
  message: `${moved} ${moved === 1 ? 'clip was' : 'clips were'} moved; ${left} stayed in the old folder.`,
  advice:
    'They are in use, were changed, or the new folder has a file of that name. Move them by hand, then rebuild.',
  retryable: false
})
