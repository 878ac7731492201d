import * as z from 'zod'
import { GenerationId, GenerationState, RemoteId, VideoId, VideoState } from '@shared/generation'
import { Microdollars } from '@shared/money'
import { Problem } from '@shared/problem'
import { GenerationRequest } from '@shared/request'
import type { SavedFile } from '../generations/generation'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Text = z.string().max(100)
const Size = z.int().nonnegative()
const Address = z.string().max(4096).nullable()

const File: z.ZodType<SavedFile> = z.object({
  bytes: Size,
  sha256: Sha256,
  sourceBytes: Size,
  sourceSha256: Sha256,
  media: z.object({
    width: Size,
    height: Size,
    durationMs: Size,
    framesPerSecond: z.number().nonnegative().nullable(),
    videoCodec: Text,
    audioCodec: Text.nullable()
  }),
  savedAtMs: z.int()
})

/** A name inside the library folder, and never a way out of it. */
const FileName = z
  .string()
  .max(255)
  .regex(/^[^./\\\0][^/\\\0]*$/)

const JournaledVideo = z.object({
  id: VideoId,
  position: z.int().min(0).max(1000),
  state: VideoState,
  url: Address,
  proxyUrl: Address,
  fileName: FileName.nullable(),
  file: File.nullable(),
  problem: Problem.nullable()
})
export type JournaledVideo = z.infer<typeof JournaledVideo>

const about = {
  version: z.literal(1),
  atMs: z.int(),
  generationId: GenerationId,
  /** The row's revision with this change in it: a row at that revision or later knows it already. */
  revision: z.int().positive()
}

/** What was asked for. */
const asked = {
  createdAtUs: z.int().nonnegative(),
  batchId: z.string().min(1).max(100),
  batchPosition: z.int().nonnegative(),
  resendOf: GenerationId.nullable(),
  request: GenerationRequest
}

/** How it stands. */
const standing = {
  state: GenerationState,
  submittedAtMs: z.int().nullable(),
  remoteId: RemoteId.nullable(),
  problem: Problem.nullable(),
  balanceBeforeMicrodollars: Microdollars.nullable(),
  enhancedPrompt: z.string().max(20_000).nullable(),
  videos: z.array(JournaledVideo).max(1000)
}

/**
 * One change of a generation, as the library folder remembers it. Whoever can write to the folder can write these:
 * each is checked, nothing of it is taken for a path, and none of it can make the app send.
 */
export const JournalEntry = z.discriminatedUnion('kind', [
  z.object({ ...about, ...asked, kind: z.literal('queued') }),
  z.object({
    ...about,
    ...standing,
    kind: z.literal('moved'),
    from: GenerationState,
    why: z.string().max(4000).nullable()
  }),
  /** All of a generation at once, in place of the lines that were never written: the folder was away, or the app was killed. */
  z.object({
    ...about,
    ...asked,
    ...standing,
    kind: z.literal('whole'),
    chargedMicrodollars: Microdollars.nullable(),
    hidden: z.boolean(),
    deletedAtMs: z.int().nullable()
  }),
  z.object({ ...about, kind: z.literal('video'), video: JournaledVideo }),
  z.object({ ...about, kind: z.literal('charged'), microdollars: Microdollars }),
  z.object({ ...about, kind: z.literal('hidden'), hidden: z.boolean() }),
  z.object({ ...about, kind: z.literal('deleted'), deletedAtMs: z.int().nullable() })
])
export type JournalEntry = z.infer<typeof JournalEntry>
export type JournalEntryOf<Kind extends JournalEntry['kind']> = Extract<JournalEntry, { kind: Kind }>
