/** Frames that a frame rate is measured from. */
export const measuredFrames = 240
/** Most frames that a codec holds back to reorder them, as H.264 and HEVC allow. */
const reorderedFrames = 16
/** Containers round times to milliseconds or coarser. */
const roundingSeconds = 0.002
const rateTolerance = 1.2

/**
 * Returns whether the time between frames differs by more than what rounding explains.
 *
 * @param times of the first frames of a file in seconds, in the order of decoding, at most {@link measuredFrames}
 */
export function isRateVariable(times: readonly number[]): boolean {
  const inOrder = times.toSorted((one, other) => one - other)
  // Where the reading stopped, frames that are shown earlier may still have been missing.
  const complete = times.length < measuredFrames ? inOrder : inOrder.slice(0, -reorderedFrames)
  const gaps = complete.slice(1).map((time, index) => time - (complete[index] ?? 0))
  const [shortest, longest] = [Math.min(...gaps), Math.max(...gaps)]
  return longest > shortest * rateTolerance && longest - shortest > roundingSeconds
}
