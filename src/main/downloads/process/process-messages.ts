import { FileTrait } from '@shared/generation'
import { Problem } from '@shared/problem'
import * as z from 'zod'
import type { HeldFile, MediaFacts } from '../../media/video-file'
import type { DownloadJob, DownloadOutcome, TransferProgress } from '../download'

/**
 * Messages between the main process and the download process. Both sides validate what they receive: the download
 * process because its messages name paths, the main process because the other one parses untrusted data.
 */
const JobNumber = z.int().nonnegative()
const Bytes = z.int().nonnegative()
/** Rounds a measure up to whole units. */
const Whole = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER).transform(Math.ceil)
const Measure = Whole.pipe(z.int().positive())
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const Job = z.strictObject({
  videoId: z.uuid(),
  sources: z.array(z.string()).max(16).readonly(),
  partFolder: z.string(),
  finalPath: z.string(),
  packet: z.string(),
  loopbackAllowed: z.boolean(),
  maximumBytes: z.number().positive(),
  heldSha256: Sha256.nullable()
}) satisfies z.ZodType<DownloadJob>

export const ToWorker = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start'), jobNumber: JobNumber, job: Job }),
  z.strictObject({ type: z.literal('cancel'), jobNumber: JobNumber }),
  z.strictObject({
    type: z.literal('check'),
    question: z.int(),
    url: z.string().max(4096),
    loopbackAllowed: z.boolean()
  }),
  /** How the system reaches an origin, in the form of `session.resolveProxy`: `DIRECT`, `PROXY host:80`. */
  z.strictObject({ type: z.literal('proxy'), question: z.int(), proxy: z.string().max(4096) })
])
export type ToWorker = z.infer<typeof ToWorker>

const Media = z.strictObject({
  width: Measure,
  height: Measure,
  durationMs: Measure,
  framesPerSecond: z.number().nullable(),
  videoCodec: z.string().max(100),
  audioCodec: z.string().max(100).nullable()
}) satisfies z.ZodType<MediaFacts>

const Ending = z.string().regex(/^\.[a-z0-9]{1,8}$/)
const Held = z.strictObject({ bytes: Bytes, sha256: Sha256, ending: Ending }) satisfies z.ZodType<HeldFile>

const Outcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('saved'),
    bytes: Bytes,
    sha256: Sha256,
    sourceBytes: Bytes,
    sourceSha256: Sha256,
    media: Media,
    traits: z.array(FileTrait).max(10).readonly(),
    mediaSha256: Sha256.nullable()
  }),
  z.strictObject({ kind: z.enum(['expired', 'blocked']), problem: Problem }),
  z.strictObject({ kind: z.literal('refused'), problem: Problem, held: Held.optional() }),
  z.strictObject({
    kind: z.literal('retry'),
    problem: Problem,
    retryAfterMs: Whole.nullable(),
    held: Held.optional()
  }),
  z.strictObject({ kind: z.literal('other_ending'), ending: Ending }),
  z.strictObject({ kind: z.enum(['name_taken', 'name_too_long', 'cancelled']) })
]) satisfies z.ZodType<DownloadOutcome>

const Progress = z.strictObject({
  phase: z.enum(['receiving', 'checking']),
  receivedBytes: Bytes,
  totalBytes: Bytes.nullable()
}) satisfies z.ZodType<TransferProgress>

export const FromWorker = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), jobNumber: JobNumber, progress: Progress }),
  z.strictObject({ type: z.literal('outcome'), jobNumber: JobNumber, outcome: Outcome }),
  z.strictObject({ type: z.literal('proxy_question'), question: z.int(), origin: z.string().max(4096) }),
  z.strictObject({ type: z.literal('checked'), question: z.int(), problem: Problem.nullable() }),
  z.strictObject({ type: z.literal('log'), line: z.string().max(4000) })
])
export type FromWorker = z.infer<typeof FromWorker>

/** Outcome message of a job, whatever its outcome. */
export const AnyOutcome = z.looseObject({ type: z.literal('outcome'), jobNumber: JobNumber })

/** Port to the other process. */
export interface MessagePort<Out> {
  post(message: Out): void
  onMessage(listener: (message: unknown) => void): void
}
