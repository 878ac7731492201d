import * as z from 'zod'

/** The main process refuses a larger frame: room for one of 8K without much to compress. */
export const largestFrameBytes = 128_000_000
/** The main process names no position behind it. */
export const longestClipSeconds = 24 * 3600

/** Name of a saved frame, without a folder. */
export const FrameFileName = z
  .string()
  .max(255)
  .regex(/^[^./\\\p{Cc}][^/\\\p{Cc}]*\.png$/u)
