import { framesAtRate, type FrameRate } from '@shared/media/frame-rate'

/** Video file of a timeline, as editors need to know it. */
export interface TimelineMedia {
  /** Absolute. */
  readonly path: string
  /** From the timeline's file, with slashes; null where the timeline names the absolute path. */
  readonly relativePath: string | null
  readonly fileName: string
  readonly width: number
  readonly height: number
  /** Null where the frames differ in length, or have a rate that nobody means. */
  readonly rate: FrameRate | null
  /** At its own rate; at that of the timeline where it has none. */
  readonly frames: number
  /** Start timecode, at the same rate. */
  readonly startFrame: number
  readonly isDropFrame: boolean
  readonly audio: { readonly channels: number; readonly sampleRate: number } | null
}

/** What is known of a clip beside its file. */
export interface ClipNotes {
  readonly id: string
  readonly createdAtMs: number
  readonly prompt: string
  readonly negativePrompt: string | null
  readonly model: string
  readonly seed: number | null
  readonly title: string | null
  readonly notes: string
  readonly stars: number
  readonly isFavourite: boolean
  readonly isRejected: boolean
  readonly isCircled: boolean
  readonly take: number | null
  readonly tags: readonly string[]
  readonly project: string | null
  readonly shot: string | null
  readonly collections: readonly string[]
  readonly chargedMicrodollars: number | null
}

/** Piece of a file on the timeline. Positions are frames of the timeline's rate. */
export interface TimelineClip {
  readonly media: TimelineMedia
  /** Where the piece starts on the timeline. */
  readonly at: number
  /** Where it starts in the file, without the file's start timecode. */
  readonly from: number
  readonly frames: number
  /** Of the whole file. */
  readonly fileFrames: number
  readonly notes: ClipNotes
}

/** Clips one after another. */
export interface Timeline {
  readonly name: string
  readonly rate: FrameRate
  readonly width: number
  readonly height: number
  readonly clips: readonly TimelineClip[]
}

export const lengthOf = ({ clips }: Timeline): number => clips.reduce((sum, { frames }) => sum + frames, 0)

/** Returns the first clip of each file: several pieces may be of the same. */
export const firstOfEachFile = ({ clips }: Timeline): readonly TimelineClip[] =>
  [...new Map(clips.toReversed().map((clip) => [clip.media.path, clip])).values()].toReversed()

/** Returns what a clip is found by in the lists of an editor. */
export const keywordsOf = ({ shot, stars, isFavourite, tags }: ClipNotes): readonly string[] => [
  ...(shot === null ? [] : [shot]),
  ...(stars > 0 ? [stars === 1 ? '1 star' : `${stars} stars`] : []),
  ...(isFavourite ? ['favourite'] : []),
  ...tags
]

/** Returns the start timecode of a file, in frames of the timeline's rate. */
export const startAt = ({ startFrame, rate }: TimelineMedia, timelineRate: FrameRate): number =>
  rate === null ? startFrame : framesAtRate(startFrame, rate, timelineRate)
