import { exactRate, framesPerSecondOf } from './frame-rate'

/** How positions in a clip are counted. */
export interface Timebase {
  readonly framesPerSecond: number
  /** Whether the file says its rate. Otherwise positions show milliseconds in place of frames. */
  readonly isKnown: boolean
}

/** Length of a step where the file has no frame rate. */
const usualRate = 24
/** Share of a frame by which a position may be early and still count as this frame: positions are rounded. */
const frameTolerance = 0.02

export function timebaseOf(framesPerSecond: number | null): Timebase {
  if (framesPerSecond === null || !(framesPerSecond > 0))
    return { framesPerSecond: usualRate, isKnown: false }
  const exact = exactRate(framesPerSecond)
  return { framesPerSecond: exact ? framesPerSecondOf(exact) : framesPerSecond, isKnown: true }
}

/** Returns the number of the frame that is shown at a position, from 0. */
export const frameAt = (seconds: number, { framesPerSecond }: Timebase): number =>
  Math.max(0, Math.floor(seconds * framesPerSecond + frameTolerance))

/** Returns the middle of a frame: a player that is sent to its edge may show the one before. */
export const middleOfFrame = (frame: number, { framesPerSecond }: Timebase): number =>
  (frame + 0.5) / framesPerSecond

/** Returns how many frames a clip has. */
export const framesIn = (seconds: number, { framesPerSecond }: Timebase): number =>
  Math.round(seconds * framesPerSecond)

/**
 * Returns a position as `00:00:03:12`: hours, minutes, seconds and frames. Frames are counted without drop frames, so
 * 23.976 counts as 24 a second and 29.97 as 30. Without a known rate it is `00:00:03.500`.
 */
export const formatTimecode = (seconds: number, timebase: Timebase): string =>
  timebase.isKnown ? timecodeOfFrame(frameAt(seconds, timebase), timebase) : withMilliseconds(seconds)

/** Returns the length of a clip as a timecode. */
export const formatTimecodeLength = (seconds: number, timebase: Timebase): string =>
  timebase.isKnown ? timecodeOfFrame(framesIn(seconds, timebase), timebase) : withMilliseconds(seconds)

/** Frames that a second counts. */
export const countedRate = ({ framesPerSecond }: Timebase): number => Math.max(1, Math.round(framesPerSecond))

/** Why a typed timecode is none: `frame` is one that a second does not have. */
export type TimecodeFault = 'form' | 'frame'

/**
 * Returns the position in seconds that a typed timecode stands for. Parts are read from the right, so `3:12` is three
 * seconds and twelve frames, as is `312`.
 */
export function parseTimecode(text: string, timebase: Timebase): number | TimecodeFault {
  const typed = text.trim()
  return timebase.isKnown ? parseFrames(typed, timebase) : parseMilliseconds(typed)
}

function timecodeOfFrame(frame: number, timebase: Timebase): string {
  const rate = countedRate(timebase)
  return `${clock(Math.floor(frame / rate))}:${String(frame % rate).padStart(digitsOfFrame(rate), '0')}`
}

function withMilliseconds(seconds: number): string {
  const milliseconds = Math.max(0, Math.round(seconds * 1000))
  return `${clock(Math.floor(milliseconds / 1000))}.${String(milliseconds % 1000).padStart(3, '0')}`
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

const digitsOfFrame = (rate: number): number => (rate > 100 ? 3 : 2)

function parseFrames(typed: string, timebase: Timebase): number | TimecodeFault {
  const rate = countedRate(timebase)
  const parts = /^\d+$/.test(typed) ? pairs(typed, digitsOfFrame(rate)) : typed.split(/[:;.]/)
  if (parts.length > 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return 'form'
  const [frames = 0, seconds = 0, minutes = 0, hours = 0] = parts.map(Number).toReversed()
  if (seconds > 59 || minutes > 59) return 'form'
  // A number of frames alone may be a whole second or more.
  if (frames >= rate && parts.length > 1) return 'frame'
  return middleOfFrame(((hours * 60 + minutes) * 60 + seconds) * rate + frames, timebase)
}

/** Splits digits from the right: the last ones are frames. */
function pairs(digits: string, frameDigits: number): string[] {
  const parts = [digits.slice(-frameDigits)]
  for (let rest = digits.slice(0, -frameDigits); rest !== ''; rest = rest.slice(0, -2))
    parts.unshift(rest.slice(-2))
  return parts
}

function parseMilliseconds(typed: string): number | TimecodeFault {
  const match = /^(?:(?:(\d{1,2}):)?(\d{1,2}):)?(\d{1,4})(?:[.,](\d{1,3}))?$/.exec(typed)
  if (!match) return 'form'
  const [, hours = '0', minutes = '0', seconds = '0', part = ''] = match
  return (Number(hours) * 60 + Number(minutes)) * 60 + Number(`${seconds}.${part || '0'}`)
}
