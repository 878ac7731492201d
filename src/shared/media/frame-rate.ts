/** Frames a second as a fraction: 24000/1001 for what files call 23.976. */
export interface FrameRate {
  readonly numerator: number
  readonly denominator: number
}

const whole = (framesPerSecond: number): FrameRate => ({ numerator: framesPerSecond, denominator: 1 })
const broadcast = (counted: number): FrameRate => ({ numerator: counted * 1000, denominator: 1001 })

/** Rates that every editor has, slowest first. */
export const editorRates: readonly FrameRate[] = [
  broadcast(24),
  whole(24),
  whole(25),
  broadcast(30),
  whole(30),
  whole(50),
  broadcast(60),
  whole(60)
]

/** Rates of cameras and screens that not every editor has. */
const otherRates: readonly FrameRate[] = [
  broadcast(48),
  whole(48),
  whole(100),
  broadcast(120),
  whole(120),
  whole(240)
]

/** Share by which a measured rate may differ from the one that is meant: containers round times, and files write 23.98. */
const tolerance = 0.0002
/** Fastest rate that is taken for a rate. */
const fastest = 1000

/**
 * Returns the rate that a measured number of frames a second stands for: a standard one, or a whole number. Null where
 * there is none, as for files whose frames differ in length.
 */
export function exactRate(framesPerSecond: number | null): FrameRate | null {
  if (framesPerSecond === null || !(framesPerSecond > 0) || framesPerSecond > fastest) return null
  const near = (rate: FrameRate): boolean =>
    Math.abs(framesPerSecondOf(rate) - framesPerSecond) <= framesPerSecondOf(rate) * tolerance
  return (
    [...editorRates, ...otherRates].find(near) ??
    [whole(Math.round(framesPerSecond))].find((rate) => rate.numerator > 0 && near(rate)) ??
    null
  )
}

export const isSameRate = (one: FrameRate, other: FrameRate): boolean =>
  one.numerator * other.denominator === other.numerator * one.denominator

export const isEditorRate = (rate: FrameRate): boolean => editorRates.some((one) => isSameRate(one, rate))

export const framesPerSecondOf = ({ numerator, denominator }: FrameRate): number => numerator / denominator

/** Returns the frames that a second of timecode counts: 24 for 23.976. */
export const countedFrames = ({ numerator, denominator }: FrameRate): number =>
  Math.round(numerator / denominator)

/** Returns whether the rate is a thousandth slower than it is counted: 23.976, 29.97, 59.94. */
export const isBroadcastRate = ({ denominator }: FrameRate): boolean => denominator === 1001

/** Returns the rate as people write it: `23.976`, `25`, `29.97`. */
export const formatRate = (rate: FrameRate): string => String(Number(framesPerSecondOf(rate).toFixed(3)))

/** Returns the frame whose start is nearest to a position. Marks are kept in milliseconds and are less than half a frame off. */
export const framesOfMs = (ms: number, { numerator, denominator }: FrameRate): number =>
  Math.round((ms * numerator) / (denominator * 1000))

/** Returns where a frame starts, in milliseconds, not rounded. */
export const msOfFrames = (frames: number, { numerator, denominator }: FrameRate): number =>
  (frames * denominator * 1000) / numerator

/** Returns the frame of another rate that is nearest in time to the start of a frame. */
export const framesAtRate = (frames: number, from: FrameRate, to: FrameRate): number =>
  isSameRate(from, to)
    ? frames
    : Math.round((frames * from.denominator * to.numerator) / (from.numerator * to.denominator))
