/** Time-outs, sizes and limits of a download. */
export interface DownloadPolicy {
  /** Longest wait for the next byte, and for the response to start. */
  readonly stallMs: number
  /** A connection that delivers less than `slowBytes` in `slowMs` of waiting is closed. */
  readonly slowBytes: number
  readonly slowMs: number
  /** Disk space that is left free for the rest of the system. */
  readonly reserveBytes: number
  /** Bytes between two checks of the free disk space. */
  readonly spaceCheckBytes: number
  /** Bytes or time between two checkpoints, at which a part is flushed and its length noted. */
  readonly checkpointBytes: number
  readonly checkpointMs: number
  readonly maximumRedirects: number
  /** Consecutive calls without progress after which the next source is tried, although it starts at 0. */
  readonly fruitlessCalls: number
  /** Retry intervals for placing a file that another program holds. */
  readonly placementDelaysMs: readonly number[]
  readonly progressMs: number
}

const mebibyte = 2 ** 20

export const defaultPolicy: DownloadPolicy = {
  stallMs: 30_000,
  slowBytes: 60 * 1024,
  slowMs: 60_000,
  reserveBytes: 64 * mebibyte,
  spaceCheckBytes: 64 * mebibyte,
  checkpointBytes: 32 * mebibyte,
  checkpointMs: 1000,
  maximumRedirects: 5,
  fruitlessCalls: 3,
  placementDelaysMs: [50, 100, 200, 400, 800, 1600, 3000, 3850],
  progressMs: 200
}
