import * as z from 'zod'
import { BatchPlace } from './batch/batch-place'
import { Annotations } from './library/annotations'
import { ClipUse } from './library/clip-uses'
import { Microdollars } from './money/money'
import { Problem } from './problem'
import { GenerationRequest } from './request'

export const GenerationId = z.uuid().brand('GenerationId')
export type GenerationId = z.infer<typeof GenerationId>

export const VideoId = z.uuid().brand('VideoId')
export type VideoId = z.infer<typeof VideoId>

/** Id that ModelsLab gave. Used in URL paths. Some servers write a number with a fraction. */
export const RemoteId = z.string().regex(/^(?:[\w-]{1,64}|\d{1,20}\.\d{1,20})$/)

export const GenerationState = z.enum([
  'queued',
  'submitting',
  'unconfirmed',
  'processing',
  'downloading',
  'ready',
  'failed',
  'cancelled'
])
export type GenerationState = z.infer<typeof GenerationState>

/**
 * What a queued generation waits for. `downloads`: its clip could not be downloaded from this network. `click`: it was
 * queued over a day ago, the library was restored since, or it was cancelled and restored. `undo`: its press can
 * still be taken back.
 */
export const WaitingFor = z.enum([
  'slot',
  'library',
  'key',
  'credit',
  'network',
  'rate_limit',
  'downloads',
  'pause',
  'undo',
  'click'
])
export type WaitingFor = z.infer<typeof WaitingFor>

/** `imported`: a video from elsewhere. It was never requested or paid for here; its `request` holds its name alone. */
export const Origin = z.enum(['generated', 'imported'])
export type Origin = z.infer<typeof Origin>

/** `refused`: what arrived is too large or not a video; its URL is kept and the user decides. */
export const VideoState = z.enum(['pending', 'saved', 'missing', 'changed', 'refused'])
export type VideoState = z.infer<typeof VideoState>

/**
 * Facts about a saved file beyond its measures. `unusual`: not built as its format says, but whole. `content_credentials`:
 * signed over its bytes (C2PA). `unchecked`: kept by the user although it is no video that can be checked.
 * `metadata_added`: another program wrote into it beside the pictures and the sound. `variable_frame_rate`: the time
 * between its frames differs, which some editors handle badly.
 */
export const FileTrait = z.enum([
  'unusual',
  'content_credentials',
  'unchecked',
  'metadata_added',
  'variable_frame_rate'
])
export type FileTrait = z.infer<typeof FileTrait>

/** What the window measured while it made the strip of a clip. */
export const ContentChecks = z.strictObject({
  /** Loudest sample in dBFS; null where there is no sound, or none that can be decoded. */
  peakDecibels: z.number().min(-200).max(100).nullable(),
  /** How long the picture is black. */
  blackMs: z.int().nonnegative(),
  /** How long the picture stands still. */
  frozenMs: z.int().nonnegative()
})
export type ContentChecks = z.infer<typeof ContentChecks>

export const VideoView = z.strictObject({
  id: VideoId,
  state: VideoState,
  /** The name inside the library folder, or of the linked file. */
  fileName: z.string().nullable(),
  /** Its file stays outside of the library folder, and nothing here changes, moves or deletes it. */
  isLinked: z.boolean(),
  bytes: z.number().nullable(),
  /** SHA-256 of the file on disk, hexadecimal. */
  sha256: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  durationMs: z.number().nullable(),
  framesPerSecond: z.number().nullable(),
  videoCodec: z.string().nullable(),
  audioCodec: z.string().nullable(),
  traits: z.array(FileTrait),
  /** Null until it was checked, which happens with its strip. */
  checks: ContentChecks.nullable(),
  hasPoster: z.boolean(),
  /** Whether frames of the whole clip can be shown while the pointer moves over it. */
  hasStrip: z.boolean(),
  /** This version of the app tried to show it and failed. */
  cannotBeShown: z.boolean(),
  /** What arrived cannot be checked as a video, and is held until the user decides. */
  canBeKept: z.boolean(),
  /** Consecutive downloads without progress. */
  attempts: z.int(),
  /** Whether ModelsLab can be asked for a new link. */
  canBeDownloaded: z.boolean(),
  problem: Problem.nullable()
})
export type VideoView = z.infer<typeof VideoView>

/** Shared cost of clips that ran at the same time. */
export const MeasuredTogether = z.strictObject({
  /** Equal for all clips of the group. */
  measurement: z.int(),
  /** How many of them were, or may have been, charged. */
  count: z.int(),
  microdollars: Microdollars,
  /** Whether the sum is that of their prices, so that each charged clip has its own cost. */
  isShared: z.boolean()
})
export type MeasuredTogether = z.infer<typeof MeasuredTogether>

/** Fields of a generation that the window gets as they are stored. */
export const StoredGeneration = z.strictObject({
  /** Random id for use outside the database. */
  id: GenerationId,
  /** Primary key: creation time in microseconds since 1970, unique; sorts newest first and serves as page cursor. */
  createdAtUs: z.int(),
  /** Grows with every change, so that an older view never replaces a newer one. */
  revision: z.int(),
  stateSinceMs: z.int(),
  origin: Origin,
  request: GenerationRequest,
  /** The press that made it, with everything else it made. */
  batchId: z.string(),
  /** Its place in that batch; null for clips of older versions. */
  place: BatchPlace.nullable(),
  /** The unconfirmed one that the user chose to send again as this one. */
  resendOf: GenerationId.nullable(),
  /** The prompt as rewritten by the service, where it says so. Searches find it too. */
  enhancedPrompt: z.string().nullable(),
  /** Measured cost; null where it could not be measured. */
  chargedMicrodollars: Microdollars.nullable(),
  /** Cost measured for this one and others together; null where it was measured alone, or not. */
  measuredTogether: MeasuredTogether.nullable(),
  /** As read within a minute before the POST; null where it could not be read. */
  balanceBeforeMicrodollars: Microdollars.nullable(),
  /** Hidden after the POST, when it cannot be cancelled; its clip is still saved. */
  hidden: z.boolean(),
  /** When it was moved to the trash. */
  deletedAtMs: z.int().nullable(),
  /** What the user says about it. */
  annotations: Annotations,
  /** Project files of editors that have it. */
  uses: z.array(ClipUse)
})
export type StoredGeneration = z.infer<typeof StoredGeneration>

/** A generation for the window: always the whole row, never a patch. */
export const GenerationView = StoredGeneration.extend({
  state: GenerationState,
  waitingFor: WaitingFor.nullable(),
  notBeforeMs: z.int().nullable(),
  modelName: z.string(),
  remoteId: z.string().nullable(),
  submittedAtMs: z.int().nullable(),
  usualSeconds: z.number().nullable(),
  problem: Problem.nullable(),
  videos: z.array(VideoView)
})
export type GenerationView = z.infer<typeof GenerationView>

/** One line of a generation's history. */
export const GenerationEventView = z.strictObject({
  atMs: z.int(),
  from: GenerationState.nullable(),
  to: GenerationState,
  why: z.string()
})
export type GenerationEventView = z.infer<typeof GenerationEventView>

export const GenerationDetail = z.strictObject({
  generation: GenerationView,
  events: z.array(GenerationEventView),
  /** The prompt as rewritten by the service, where it says so. */
  enhancedPrompt: z.string().nullable()
})
export type GenerationDetail = z.infer<typeof GenerationDetail>

export const DownloadProgress = z.strictObject({
  generationId: GenerationId,
  videoId: VideoId,
  phase: z.enum(['receiving', 'checking']),
  receivedBytes: z.number(),
  totalBytes: z.number().nullable()
})
export type DownloadProgress = z.infer<typeof DownloadProgress>

/** States that change without the user. */
export const statesInProgress: readonly GenerationState[] = [
  'queued',
  'submitting',
  'processing',
  'downloading'
]

export const isInProgress = (state: GenerationState): boolean => statesInProgress.includes(state)

/** Returns whether a file on disk can be played and dragged. */
export const isUsable = ({ state }: Pick<VideoView, 'state'>): boolean =>
  state === 'saved' || state === 'changed'

/** Returns whether a clip was made elsewhere: nothing about it can be sent. */
export const isImported = ({ origin }: Pick<StoredGeneration, 'origin'>): boolean => origin === 'imported'

/** Width over height of a clip whose request and file do not say it. */
export const defaultShape = 16 / 9

/** Returns width over height of a clip: from the file, else from the request. */
export function clipShape(generation: Pick<GenerationView, 'request' | 'videos'>): number {
  const video = generation.videos.find(({ width, height }) => width && height)
  if (video?.width && video.height) return video.width / video.height
  return requestedShape(generation.request) ?? defaultShape
}

/** Returns width over height as it was asked for: `16:9`, `1280x720`; null where the request does not say it. */
export function requestedShape({ aspectRatio }: Pick<GenerationRequest, 'aspectRatio'>): number | null {
  const [width, height] = (aspectRatio ?? '').split(/[:x]/).map(Number)
  return width && height ? width / height : null
}
