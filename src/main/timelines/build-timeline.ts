import {
  exactRate,
  framesAtRate,
  framesOfMs,
  framesPerSecondOf,
  msOfFrames,
  type FrameRate
} from '@shared/media/frame-rate'
import type { VideoTiming } from '../media/timing/read-timing'
import { sequenceOf } from './sequence'
import type { ClipNotes, Timeline, TimelineClip, TimelineMedia } from './timeline'

/** Clip that is put on a timeline. */
export interface ClipSource {
  readonly path: string
  readonly relativePath: string | null
  readonly fileName: string
  readonly width: number
  readonly height: number
  readonly timing: VideoTiming
  /** What the user marked, in milliseconds; both null for the whole clip. */
  readonly marks: { readonly inMs: number | null; readonly outMs: number | null }
  readonly notes: ClipNotes
}

/** Puts clips one after another, at the size and the rate of most of them. */
export function buildTimeline(name: string, sources: readonly ClipSource[]): Timeline {
  const sequence = sequenceOf(
    sources.map(({ width, height, timing }) => ({ width, height, rate: rateOf(timing) }))
  )
  let at = 0
  const clips = sources.map((source): TimelineClip => {
    const clip = { ...piece(source, sequence.rate), at }
    at += clip.frames
    return clip
  })
  return { name, ...sequence, clips }
}

const rateOf = ({ isVariable, framesPerSecond }: VideoTiming): FrameRate | null =>
  isVariable ? null : exactRate(framesPerSecond)

function piece(source: ClipSource, timelineRate: FrameRate): Omit<TimelineClip, 'at'> {
  const media = mediaOf(source, timelineRate)
  const fileFrames = framesOnGrid(media, timelineRate)
  const { inMs, outMs } = source.marks
  const from = inMs === null ? 0 : Math.min(framesOfMs(inMs, timelineRate), fileFrames - 1)
  const to = outMs === null ? fileFrames : Math.min(framesOfMs(outMs, timelineRate), fileFrames)
  return { media, from, frames: Math.max(to - from, 1), fileFrames, notes: source.notes }
}

function mediaOf(source: ClipSource, timelineRate: FrameRate): TimelineMedia {
  const { path, relativePath, fileName, width, height, timing } = source
  const rate = rateOf(timing)
  const own = rate ?? timelineRate
  const { startTimecode } = timing
  return {
    path,
    relativePath,
    fileName,
    width,
    height,
    rate,
    frames: rate === null ? Math.max(1, Math.floor(timing.seconds * framesPerSecondOf(own))) : timing.frames,
    startFrame: startTimecode ? framesAtRate(startTimecode.frame, startTimecode.rate, own) : 0,
    isDropFrame: startTimecode?.isDropFrame ?? false,
    audio: timing.audio
  }
}

/** Returns how many frames of the timeline a file fills: the last one has to be whole. */
function framesOnGrid({ frames, rate }: TimelineMedia, timelineRate: FrameRate): number {
  if (rate === null) return frames
  const rounded = framesAtRate(frames, rate, timelineRate)
  const isLonger = msOfFrames(rounded, timelineRate) > msOfFrames(frames, rate) + 0.001
  return Math.max(1, isLonger ? rounded - 1 : rounded)
}
