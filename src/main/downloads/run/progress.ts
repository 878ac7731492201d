import type { Clock } from '../../base/clock'
import type { DownloadProgress } from '../download'

/** Passes progress on as often as a person can see it. */
export class ProgressReport {
  #lastAtMs = -Infinity

  constructor(
    readonly videoId: string,
    readonly onProgress: (progress: DownloadProgress) => void,
    readonly intervalMs: number,
    readonly clock: Clock
  ) {}

  receiving(receivedBytes: number, totalBytes: number | null): void {
    const nowMs = this.clock.now()
    // Not "less than the interval": a clock that was set back would silence it for as long.
    if (Math.abs(nowMs - this.#lastAtMs) < this.intervalMs) return
    this.#lastAtMs = nowMs
    this.onProgress({ videoId: this.videoId, phase: 'receiving', receivedBytes, totalBytes })
  }

  /** All bytes are there; once a download. */
  checking(bytes: number): void {
    this.onProgress({
      videoId: this.videoId,
      phase: 'checking',
      receivedBytes: bytes,
      totalBytes: bytes
    })
  }
}
