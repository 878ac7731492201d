import type { VideoId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { crashPoint } from '../../base/crash-points'
import type { Logger } from '../../logging/logger'
import type { Place } from './copy-verified'
import { hasMarkerAt, journalIn } from '../folder/library-folder'
import { moveClips, type MoveReport } from './move-clips'
import { moveParts } from './move-parts'
import type { FileRecord } from '../recovery/reconcile'

/** The library goes from one folder to another. */
export interface FolderMove {
  readonly from: string
  readonly to: string
  /** `relink`: it lies there already. Else all but its clips goes along (`leave`), or its clips too (`move`). */
  readonly kind: 'relink' | 'leave' | 'move'
}

/** Keeps what is under way for the next start. */
export interface MoveMemory {
  recall(): FolderMove | null
  remember(move: FolderMove): void
  forget(): void
}

/** Brings what belongs to the library from one folder to another. A crash on the way is made good at the next start. */
export class LibraryMove {
  #isUnderWay = false

  constructor(
    private readonly needs: {
      readonly moveMemory: MoveMemory
      /** Ends all transfers, and starts none until the function it gives is called. */
      readonly holdSaving: () => Promise<() => void>
      readonly pendingVideos: () => readonly VideoId[]
      /** Those that may lie in the old folder as they were saved. */
      readonly clips: () => readonly FileRecord[]
      readonly carryJournalOver: (fromPath: string) => Promise<void>
      readonly place: Place
      readonly notice: (notice: Problem) => void
      readonly logger: Logger
    }
  ) {}

  /**
   * Goes to another folder.
   *
   * @param go Makes it the library's; nothing was done where it throws.
   * @returns Whether clips were moved.
   */
  async run(move: FolderMove, go: () => void, signal: AbortSignal): Promise<boolean> {
    this.needs.moveMemory.remember(move)
    crashPoint('move.noted')
    return this.#bring(move, go, signal)
  }

  /** Ends what was under way into this folder when the program ended; whether clips were moved. */
  async finish(root: string, signal: AbortSignal): Promise<boolean> {
    const move = this.#isUnderWay ? null : this.needs.moveMemory.recall()
    if (move?.to !== root || !hasMarkerAt(move.from)) return false
    return this.#bring(move, () => undefined, signal)
  }

  async #bring(move: FolderMove, go: () => void, signal: AbortSignal): Promise<boolean> {
    this.#isUnderWay = true
    try {
      await this.#bringAllButClips(move, go)
      const moved = move.kind === 'move' && (await this.#bringClips(move, signal))
      this.needs.moveMemory.forget()
      return moved
    } finally {
      this.#isUnderWay = false
    }
  }

  /** Nothing is under way between two folders: transfers end before, and go on in the new one. */
  async #bringAllButClips({ from, to, kind }: FolderMove, go: () => void): Promise<void> {
    const { holdSaving, pendingVideos, carryJournalOver, place, logger } = this.needs
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
    const { clips, place, notice, logger } = this.needs
    const report = await moveClips({ from, to, records: clips(), place, signal, logger })
    if (report.left > 0) notice(notMoved(report))
    return report.moved > 0
  }
}

const notMoved = ({ moved, left }: MoveReport): Problem => ({
  code: 'file_missing',
  message: `${moved} ${moved === 1 ? 'clip was' : 'clips were'} moved; ${left} stayed in the old folder.`,
  advice:
    'They are in use, were changed, or a file of that name lies in the new folder. Move them by hand, then rebuild.',
  retryable: false
})
