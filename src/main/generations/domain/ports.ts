import type {
  ContentChecks,
  GenerationEventView,
  GenerationId,
  GenerationState,
  VideoId,
  VideoState
} from '@shared/generation'
import type { Annotations } from '@shared/library/annotations'
import type { Item } from '@shared/library/items'
import type { GenerationQuery } from '@shared/library/queries'
import type { Microdollars } from '@shared/money/money'
import type { Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { Counts } from '@shared/app-state'
import type { BatchPlace } from '@shared/batch/batch-place'
import type { DownloadOutcome } from '../../downloads/download'
import type { HeldFile, VideoFile } from '../../media/video-file'
import type { Generation, SavedFile, Status, Video } from './generation'
import type { ResultLink } from './provider'

interface NewGeneration {
  readonly id: GenerationId
  readonly request: GenerationRequest
  readonly place?: BatchPlace | null
  readonly resendOf: GenerationId | null
  /** Until then the press can be undone; null when it is sent at once. */
  readonly notBeforeMs?: number | null
  /** What is said about it from the start. */
  readonly annotations?: Annotations | undefined
}

/** Video that was made elsewhere, with its file: copied into the library folder, or linked. */
export interface ImportedClip {
  readonly id: GenerationId
  readonly request: GenerationRequest
  readonly annotations?: Annotations | undefined
  readonly video: Pick<Video, 'id' | 'fileName' | 'linkedPath'> & { readonly file: SavedFile }
}

export interface NewVideo extends ResultLink {
  readonly id: VideoId
}

/** Details that are stored together with a transition. */
export interface TransitionDetails {
  /** Line for the history; null when nothing worth reading happened. */
  readonly why: string | null
  /** Response of the service. */
  readonly raw?: string | null
  /** The prompt as the service rewrote it. */
  readonly enhancedPrompt?: string | null
  readonly balanceBeforeMicrodollars?: Microdollars | null
  readonly videos?: readonly NewVideo[]
}

/** One move of the state machine, with everything that is stored together with it. */
export interface Move extends TransitionDetails {
  readonly id: GenerationId
  /** State it must still be in, or nothing is written. */
  readonly from: GenerationState
  readonly status: Status
  readonly atMs: number
}

/** Generations that ran at the same time, with the balance before and after them. */
interface OpenMeasurement {
  readonly id: number
  readonly balanceBefore: Microdollars
  /** Null until the balance was read with nothing running. */
  readonly balanceAfter: Microdollars | null
  readonly members: readonly Generation[]
}

/** Result of a measurement. */
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

/** Responses of the service about a generation. */
export interface Answers {
  /** To its paid request. */
  readonly submitResponse: string | null
  /** The last one that changed anything. */
  readonly rawResponse: string | null
  /** The prompt as the service rewrote it. */
  readonly enhancedPrompt: string | null
}

/** What happened to a file while its generation stayed in its state. */
export interface VideoEvent {
  readonly atMs: number
  readonly why: string
}

export interface VideoChange {
  readonly state?: VideoState
  readonly file?: SavedFile
  readonly held?: HeldFile | null
  readonly checks?: ContentChecks | null
  readonly links?: ResultLink
  readonly attempts?: number
  readonly nextAttemptAtMs?: number | null
  readonly problem?: Problem | null
  readonly linkedPath?: string
}

/** The generations in the database. Each function is one transaction and is on disk when it returns. */
export interface GenerationStore {
  /**
   * Inserts a batch once: for a known batch id it returns what the first call made.
   *
   * @param settles A move of another generation, in the same transaction.
   * @param items Shots that the generations are in, and that do not exist yet.
   */
  insertBatch(
    batchId: string,
    generations: readonly NewGeneration[],
    atMs: number,
    settles?: Move | null,
    items?: readonly Item[]
  ): readonly Generation[]
  /**
   * Inserts a video that was made elsewhere, as ready; nothing about it is ever sent. Returns null when another video has
   * its file name.
   */
  insertImported(clip: ImportedClip, atMs: number): Generation | null
  find(id: GenerationId): Generation | null
  /** Returns those that are there, newest first. */
  findAll(ids: readonly GenerationId[]): readonly Generation[]
  /** Returns the generations of one press, in its order. */
  findBatch(batchId: string): readonly Generation[]
  findByVideo(id: VideoId): Generation | null
  /** Returns whether a generation was deleted for good: its row stays, and is in no list. */
  isErased(createdAtUs: number): boolean
  /** Oldest first. */
  inStates(...states: readonly GenerationState[]): readonly Generation[]
  /** Generations of any state with a video that is not downloaded yet, oldest first. */
  withPendingVideos(): readonly Generation[]
  /** Returns the highest take of this very request, and counts a clip without a place as one. 0 for a new request. */
  lastTakeOf(request: GenerationRequest): number
  countInStates(...states: readonly GenerationState[]): number
  /** Returns the generations of any state that have one of these remote ids. */
  holdersOf(remoteIds: readonly string[]): readonly { readonly id: GenerationId; readonly remoteId: string }[]
  /** Counts the others that were sent after a time. */
  countSubmittedSince(sinceMs: number, except: GenerationId): number
  /** Returns null when the row was no longer in `from`. */
  move(move: Move): Generation | null
  /** Applies several in one transaction; leaves out rows that are no longer in their `from`. */
  moveAll(moves: readonly Move[]): readonly Generation[]
  /** @param event Is added to the history of its generation, in the same transaction. */
  changeVideo(id: VideoId, change: VideoChange, event?: VideoEvent): Generation
  /** Returns false when another video has this name, compared without case. */
  reserveFileName(id: VideoId, fileName: string): boolean
  /** Returns the measurement in progress; null where there is none. */
  openMeasurement(): OpenMeasurement | null
  /** Stores the result of a measurement, and returns its generations. */
  settleMeasurement(settled: SettledMeasurement): readonly Generation[]
  /** Ends the measurement in progress. */
  closeMeasurements(): void
  setBalanceAfter(id: GenerationId, balanceAfter: Microdollars): Generation
  setHidden(id: GenerationId, hidden: boolean): Generation
  setDeleted(ids: readonly GenerationId[], deletedAtMs: number | null): readonly Generation[]
  /** Takes generations out of every list, for good. Their rows stay, for what was paid. */
  erase(ids: readonly GenerationId[], atMs: number): readonly Generation[]
  page(query: GenerationQuery): { readonly items: readonly Generation[]; readonly next: number | null }
  counts(): Counts
  history(id: GenerationId): readonly GenerationEventView[]
  answers(id: GenerationId): Answers
}

/** The API key, as far as the engine needs it. */
export interface Keys {
  key(): string | null
  /** Notes the API's verdict on a key; ignored when the key was replaced meanwhile. */
  markRejected(key: string): void
  markAccepted(key: string): void
}

/** Outcome of saving one video: that of its download, except for name conflicts, which the saver resolves. */
export type SaveOutcome =
  | Exclude<DownloadOutcome, { readonly kind: 'retry' | 'name_taken' | 'name_too_long' | 'other_ending' }>
  | (Extract<DownloadOutcome, { readonly kind: 'retry' }> & {
      /** More of the file is here than ever before: the next try need not wait longer than the first. */
      readonly progressed: boolean
    })

/** Saves a video in the library folder: downloaded, verified, named and flushed to disk. */
export interface VideoSaver {
  save(generation: Generation, video: Video, signal: AbortSignal): Promise<SaveOutcome>
  /** Removes what was kept for crash recovery, once the row says that the video is saved. */
  clearUp(id: VideoId): Promise<void>
  /** Moves a held file into the library folder: the user wants to keep it. */
  keepHeld(generation: Generation, video: Video): Promise<VideoFile>
  /** Reserves and returns another name for a video whose name now belongs to another program's file. */
  rename(generation: Generation, video: Video): string
}
