import type {
  GenerationEventView,
  GenerationId,
  GenerationState,
  VideoId,
  VideoState
} from '@shared/generation'
import type { GenerationQuery } from '@shared/contract'
import type { Microdollars } from '@shared/money/money'
import type { Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { Counts } from '@shared/app-state'
import type { DownloadOutcome } from '../../downloads/download'
import type { HeldFile, VideoFile } from '../../media/video-file'
import type { Generation, SavedFile, Status, Video } from './generation'
import type { ResultLink } from './provider'

interface NewGeneration {
  readonly id: GenerationId
  readonly request: GenerationRequest
  readonly resendOf: GenerationId | null
  /** Until then the press can be taken back; null where it is sent at once. */
  readonly notBeforeMs?: number | null
}

export interface NewVideo extends ResultLink {
  readonly id: VideoId
}

/** What is stored together with a move. */
export interface TransitionDetails {
  /** A line for the history; null where nothing happened that a person would want to read. */
  readonly why: string | null
  /** Response of the service. */
  readonly raw?: string | null
  /** The prompt as the service rewrote it. */
  readonly enhancedPrompt?: string | null
  readonly balanceBeforeMicrodollars?: Microdollars | null
  readonly videos?: readonly NewVideo[]
}

/** One move of the state machine with everything that is stored together with it. */
export interface Move extends TransitionDetails {
  readonly id: GenerationId
  /** The state it must still be in, or nothing is written. */
  readonly from: GenerationState
  readonly status: Status
  readonly atMs: number
}

/** Generations that ran at the same time, and the balance around them. */
interface OpenMeasurement {
  readonly id: number
  readonly balanceBefore: Microdollars
  /** Null until it was read with nothing running. */
  readonly balanceAfter: Microdollars | null
  readonly members: readonly Generation[]
}

/** What a measurement says. */
export interface SettledMeasurement {
  readonly id: number
  readonly balanceAfter: Microdollars
  readonly payers: number
  readonly outcome: 'each' | 'total' | null
  readonly charges: readonly {
    readonly id: GenerationId
    readonly microdollars: Microdollars
    readonly isShare: boolean
  }[]
}

/** What the service said of a generation. */
export interface Answers {
  /** To its paid request. */
  readonly submitResponse: string | null
  /** The last of consequence. */
  readonly rawResponse: string | null
  /** The prompt as it rewrote it. */
  readonly enhancedPrompt: string | null
}

export interface VideoChange {
  readonly state?: VideoState
  readonly file?: SavedFile
  readonly held?: HeldFile | null
  readonly links?: ResultLink
  readonly attempts?: number
  readonly nextAttemptAtMs?: number | null
  readonly problem?: Problem | null
}

/** The rows. Each function is one transaction and is on disk when it returns. */
export interface GenerationStore {
  /**
   * Writes a batch once: a batch id that is known already gives back what it made the first time.
   *
   * @param settles What the batch does to another generation: written with it or, like the batch, not at all.
   */
  insertBatch(
    batchId: string,
    generations: readonly NewGeneration[],
    atMs: number,
    settles?: Move | null
  ): readonly Generation[]
  find(id: GenerationId): Generation | null
  findByVideo(id: VideoId): Generation | null
  /** Oldest first. */
  inStates(...states: readonly GenerationState[]): readonly Generation[]
  /** Generations of any state with a video that still has to be fetched, oldest first. */
  withPendingVideos(): readonly Generation[]
  countInStates(...states: readonly GenerationState[]): number
  /** Which generations have one of these ids of the service, in any state. */
  holdersOf(remoteIds: readonly string[]): readonly { readonly id: GenerationId; readonly remoteId: string }[]
  /** How many others were sent after a time. */
  countSubmittedSince(sinceMs: number, except: GenerationId): number
  /** Null when the row was no longer in `from`. */
  move(move: Move): Generation | null
  /** Several in one transaction; leaves out rows that are no longer in their `from`. */
  moveAll(moves: readonly Move[]): readonly Generation[]
  changeVideo(id: VideoId, change: VideoChange): Generation
  /** False when another video has this name, compared without case. */
  reserveFileName(id: VideoId, fileName: string): boolean
  /** The measurement that still goes on; null where there is none. */
  openMeasurement(): OpenMeasurement | null
  /** Writes what a measurement says, and returns its generations. */
  settleMeasurement(settled: SettledMeasurement): readonly Generation[]
  /** Ends the measurement that goes on. */
  closeMeasurements(): void
  setBalanceAfter(id: GenerationId, balanceAfter: Microdollars): Generation
  setHidden(id: GenerationId, hidden: boolean): Generation
  setDeleted(ids: readonly GenerationId[], deletedAtMs: number | null): readonly Generation[]
  page(query: GenerationQuery): { readonly items: readonly Generation[]; readonly next: number | null }
  counts(): Counts
  history(id: GenerationId): readonly GenerationEventView[]
  answers(id: GenerationId): Answers
}

/** The API key as far as the engine needs it. */
export interface Keys {
  key(): string | null
  /** What the API said of a key; of one that was replaced meanwhile it says nothing about the new one. */
  markRejected(key: string): void
  markAccepted(key: string): void
}

/** Outcome of saving one video: what its download came to, without the names that the saver settles itself. */
export type SaveOutcome =
  | Exclude<DownloadOutcome, { readonly kind: 'retry' | 'name_taken' | 'name_too_long' | 'other_ending' }>
  | (Extract<DownloadOutcome, { readonly kind: 'retry' }> & {
      /** More of the file is here than ever before: the next try need not wait longer than the first. */
      readonly progressed: boolean
    })

/** Brings a video into the library folder: fetched, verified, named and flushed to disk. */
export interface VideoSaver {
  save(generation: Generation, video: Video, signal: AbortSignal): Promise<SaveOutcome>
  /** The row says that the video is saved: what was kept until then, so that a crash loses no file, may go. */
  clearUp(id: VideoId): Promise<void>
  /** Gives what was put aside a name in the library folder, as the user wants it kept. */
  keepHeld(generation: Generation, video: Video): Promise<VideoFile>
  /** Takes another name for a video whose own is the name of another program's file by now, and gives it back. */
  rename(generation: Generation, video: Video): string
}
