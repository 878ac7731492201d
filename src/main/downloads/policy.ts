/** The times, sizes and counts a download keeps to. */
export interface DownloadPolicy {
  /** Longest wait for the next byte, and for an answer to begin. */
  readonly stallMs: number
  /** A connection that brings less than so many bytes in so long a time of waiting is given up. */
  readonly slowBytes: number
  readonly slowMs: number
  /** What stays free on the disk, so that the rest of the system goes on working. */
  readonly reserveBytes: number
  /** How many bytes may arrive before free space is looked at again. */
  readonly spaceCheckBytes: number
  /** A part is flushed, and its length noted, after so many bytes or so much time. */
  readonly checkpointBytes: number
  readonly checkpointMs: number
  readonly maximumRedirects: number
  /** Calls in a row without a new byte, or with a few that dripped, after which the next source is tried at the price of what is there. */
  readonly fruitlessCalls: number
  /** Waits between tries to place a file that another program holds. */
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
