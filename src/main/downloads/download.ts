import type { DownloadProgress } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { HeldFile, Inspection, VideoFile } from '../media/video-file'

/** One video to bring to one final path. */
export interface DownloadJob {
  /** UUID; names the part file. */
  readonly videoId: string
  /** The output URL first, then the proxy link. */
  readonly sources: readonly string[]
  /** Absolute, on the same filesystem as the library: `<library>/.dailies/incoming`. */
  readonly partFolder: string
  /** Absolute; must not exist unless it is already this video. Its folder is never created. */
  readonly finalPath: string
  /** The XMP packet (XML text) that is appended to the file. */
  readonly packet: string
  /** True only when the API base itself is loopback; then no other host is asked. */
  readonly loopbackAllowed: boolean
  readonly maximumBytes: number
  /** Hash of what an earlier call held: the same bytes again will not get better. */
  readonly heldSha256: string | null
}

/** The file is complete, verified and flushed, and has its final name. */
export type SavedVideo = VideoFile & { readonly kind: 'saved' }

export type DownloadOutcome =
  | SavedVideo
  /** Too large, no video, or the same damaged bytes twice: waits for the user. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly held?: HeldFile | undefined }
  /** Every source says that the file is gone: the links must be renewed. */
  | { readonly kind: 'expired'; readonly problem: Problem }
  /** Cut, stalled, damaged on the way, no network: what arrived is kept and resumed by the next call. */
  | {
      readonly kind: 'retry'
      readonly problem: Problem
      readonly retryAfterMs: number | null
      readonly held?: HeldFile | undefined
    }
  /** Disk full, folder missing or read-only: waits for the user or for space. */
  | { readonly kind: 'blocked'; readonly problem: Problem }
  /** Another file has the final name. */
  | { readonly kind: 'name_taken' }
  /** The disk takes no name as long as the final one. */
  | { readonly kind: 'name_too_long' }
  /** It has arrived, and is of another kind than its name says: needs a name with this ending. */
  | { readonly kind: 'other_ending'; readonly ending: string }
  /** The signal was aborted; what arrived is kept. */
  | { readonly kind: 'cancelled' }

/** Progress of one download. */
export type TransferProgress = Omit<DownloadProgress, 'generationId' | 'videoId'>

export interface Downloader {
  /**
   * Brings a video to its final path, going on from what an earlier call left behind. Calling it again after a
   * crash at any point ends in the same file.
   *
   * @param onProgress Called at most five times a second.
   */
  download(
    job: DownloadJob,
    onProgress: (progress: TransferProgress) => void,
    signal: AbortSignal
  ): Promise<DownloadOutcome>

  /**
   * Asks a server for nothing in particular, and returns what would stand in the way of a download from it: its
   * certificate, or addresses that are not its own. Null where nothing does or nothing is known.
   */
  whyBlocked(url: string, loopbackAllowed: boolean): Promise<Problem | null>
}

/** What the download needs to know about video files; the media capability can do it. */
export interface VideoInspector {
  /** Whether a file that begins so is an error page or message; told from its first `headBytes`. */
  isText(head: Uint8Array): boolean
  readonly headBytes: number
  /** Reads the whole structure of a file, not only its head. Throws only for errors of the file system. */
  inspect(path: string): Promise<Inspection>
  /** The packet as the bytes that go at the end of an MP4 file. */
  packetBytes(packet: string): Uint8Array
  /** The video that a file says it is, and where its packet begins; null where it says nothing. */
  findPacket(path: string): Promise<{ readonly videoId: string; readonly start: number } | null>
}
