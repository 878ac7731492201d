import type { DownloadProgress } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { HeldFile, Inspection, VideoFile } from '../media/video-file'

/** One video to download to one final path. */
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
  /** Hash of the file that an earlier call held: the same bytes are not held twice. */
  readonly heldSha256: string | null
}

/** The file is complete, verified and flushed, and has its final name. */
export type SavedVideo = VideoFile & { readonly kind: 'saved' }

export type DownloadOutcome =
  | SavedVideo
  /** Too large, not a video, or the same damaged bytes twice: waits for the user. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly held?: HeldFile | undefined }
  /** The file is gone from every source: the links must be renewed. */
  | { readonly kind: 'expired'; readonly problem: Problem }
  /** Cut, stalled, damaged in transit, or offline: what arrived is kept, and the next call resumes it. */
  | {
      readonly kind: 'retry'
      readonly problem: Problem
      readonly retryAfterMs: number | null
      readonly held?: HeldFile | undefined
    }
  /** Disk full, folder missing or read-only: waits for the user or for space. */
  | { readonly kind: 'blocked'; readonly problem: Problem }
  /** Another file has the final path. */
  | { readonly kind: 'name_taken' }
  /** The disk does not accept a name as long as the final one. */
  | { readonly kind: 'name_too_long' }
  /** Complete, but of another format than its name says: needs a name with this extension. */
  | { readonly kind: 'other_ending'; readonly ending: string }
  /** The signal was aborted; what arrived is kept. */
  | { readonly kind: 'cancelled' }

/** Progress of one download. */
export type TransferProgress = Omit<DownloadProgress, 'generationId' | 'videoId'>

export interface Downloader {
  /**
   * Downloads a video to its final path, resuming what an earlier call left. Calling it again after a crash at any
   * point ends in the same file.
   *
   * @param onProgress Called at most five times a second.
   */
  download(
    job: DownloadJob,
    onProgress: (progress: TransferProgress) => void,
    signal: AbortSignal
  ): Promise<DownloadOutcome>

  /**
   * Connects to a server without downloading, and returns what would block a download from it: its certificate, or
   * addresses that are not its own. Null where nothing does or nothing is known.
   */
  whyBlocked(url: string, loopbackAllowed: boolean): Promise<Problem | null>
}

/** What a download needs to know about video files; implemented by `media`. */
export interface VideoInspector {
  /**
   * Returns whether a file is an error page by its beginning, which may be all that arrives although the connection
   * stays open. A line of other text may be a log, with the video behind it.
   */
  isPage(head: Uint8Array): boolean
  /** Returns whether a file is text without a video behind it, by its first `lookBytes`, or all there are. */
  isText(head: Uint8Array): boolean
  readonly lookBytes: number
  /** Parses the whole structure of a file, not only its head. Throws only errors of the file system. */
  inspect(path: string): Promise<Inspection>
  /** Encodes the packet as the bytes that are appended to an MP4 file. */
  packetBytes(packet: string): Uint8Array
  /** Reads the video id from a file's packet, and where the packet starts; null if there is none. */
  findPacket(path: string): Promise<{ readonly videoId: string; readonly start: number } | null>
}
