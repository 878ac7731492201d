import type { Clock } from '../../base/clock'
import type { TransferProgress } from '../download'

/** Reports progress, at most once per interval. */
export class ProgressReport {
  #lastAtMs = -Infinity

  constructor(
    readonly onProgress: (progress: TransferProgress) => void,
    readonly intervalMs: number,
    readonly clock: Clock
  ) {}

  receiving(receivedBytes: number, totalBytes: number | null): void {
    const nowMs = this.clock.now()
    // Absolute: a clock that is set back must not silence the reports until it catches up.
    if (Math.abs(nowMs - this.#lastAtMs) < this.intervalMs) return
    this.#lastAtMs = nowMs
    this.onProgress({ phase: 'receiving', receivedBytes, totalBytes })
  }

  /** Reports once that all bytes are there. */
  checking(bytes: number): void {
    this.onProgress({ phase: 'checking', receivedBytes: bytes, totalBytes: bytes })
  }
}
