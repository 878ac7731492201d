import { BatchPlace } from '@shared/batch/batch-place'
import * as z from 'zod'
import {
  ContentChecks,
  FileTrait,
  GenerationId,
  GenerationState,
  RemoteId,
  VideoId,
  VideoState
} from '@shared/generation'
import { Annotations } from '@shared/library/annotations'
import { Edit, mostUses, PackedUse } from '@shared/library/edits'
import { Item } from '@shared/library/items'
import { Problem } from '@shared/problem'
import { GenerationRequest } from '@shared/request'
import type { SavedFile } from '../../generations/domain/generation'
import type { HeldFile } from '../../media/video-file'
import { isPlainName } from '../folder/file-name'

/** Later than any correct clock. */
const latestMs = Date.UTC(2200, 0, 1)
const Time = z.int().min(0).max(latestMs)
/** Above any revision of a row, and small enough to be incremented. */
const highestRevision = 10 ** 12
/** Above the size of any clip, and small enough to be summed over a library. */
const Size = z
  .int()
  .min(0)
  .max(2 ** 40)
/** Above the price of any clip, and small enough to be summed over a library. */
const mostMicrodollars = 10_000 * 1_000_000
const Price = z.int().min(0).max(mostMicrodollars)
const Balance = z
  .int()
  .min(-(10 ** 15))
  .max(10 ** 15)
const Position = z.int().min(0).max(1_000_000)

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Text = z.string().max(100)
const Address = z.string().max(4096).nullable()

/** Leaves out traits that a newer version wrote. */
const Traits = z
  .array(z.unknown())
  .max(100)
  .default([])
  .transform((list): readonly FileTrait[] => list.flatMap((one) => FileTrait.safeParse(one).data ?? []))

const File: z.ZodType<SavedFile> = z.object({
  bytes: Size,
  sha256: Sha256,
  sourceBytes: Size,
  sourceSha256: Sha256,
  media: z.object({
    width: Size,
    height: Size,
    durationMs: Size,
    framesPerSecond: z.number().min(0).max(1_000_000).nullable(),
    videoCodec: Text,
    audioCodec: Text.nullable()
  }),
  // Absent in lines of older versions.
  traits: Traits,
  mediaSha256: Sha256.nullable().default(null),
  savedAtMs: Time
})

const Held: z.ZodType<HeldFile> = z.object({
  bytes: Size,
  sha256: Sha256,
  ending: z.string().regex(/^\.[a-z0-9]{1,8}$/)
})

/** File name inside the library folder: never a path that leads out of it. */
const FileName = z.string().max(255).refine(isPlainName)

/** Absolute path of this computer. Not of the network, where asking alone sends the user's name. */
const LinkedPath = z
  .string()
  .max(4096)
  .refine((path) => /^(?:\/(?!\/)|[A-Za-z]:[\\/])[^\p{Cc}]*$/u.test(path))

const JournaledVideo = z.object({
  id: VideoId,
  position: z.int().min(0).max(1000),
  state: VideoState,
  url: Address,
  proxyUrl: Address,
  fileName: FileName.nullable(),
  /** Never opened before its content was compared with `file`. Absent in lines of older versions. */
  linkedPath: LinkedPath.nullable().default(null).catch(null),
  file: File.nullable(),
  held: Held.nullable().default(null),
  // Absent in lines of older versions. Unreadable ones are measured again.
  checks: ContentChecks.nullable().catch(null).default(null),
  problem: Problem.nullable()
})
export type JournaledVideo = z.infer<typeof JournaledVideo>

const aboutAny = {
  version: z.literal(1),
  atMs: Time,
  /** Revision of the row after this change: a row at that revision or later has it already. */
  revision: z.int().min(1).max(highestRevision)
}
const about = { ...aboutAny, generationId: GenerationId }

/** New generation with its request. */
const asked = {
  createdAtUs: z
    .int()
    .min(0)
    .max(latestMs * 1000),
  batchId: z.string().min(1).max(100),
  batchPosition: Position,
  // Absent in lines of older versions. An unreadable one must not cost the line, which may hold an id that was paid for.
  place: BatchPlace.nullable().default(null).catch(null),
  resendOf: GenerationId.nullable(),
  // Absent for what was generated, and in lines of older versions.
  origin: z.literal('imported').optional().catch(undefined),
  request: GenerationRequest
}

/** Fields that are stored with the row and repeated here. */
const journaledDetails = {
  balanceBeforeMicrodollars: Balance.nullable(),
  enhancedPrompt: z.string().max(20_000).nullable()
}
const Details = z.object(journaledDetails)
export type JournaledDetails = Readonly<z.infer<typeof Details>>

const detailNames = Object.keys(journaledDetails) as readonly (keyof JournaledDetails)[]

/** Returns the repeated fields, each of the first source that has it. */
export function detailsOf(...sources: readonly Partial<JournaledDetails>[]): JournaledDetails {
  const valueOf = (name: keyof JournaledDetails): unknown =>
    sources.map((source) => source[name]).find((value) => value !== undefined) ?? null
  return Object.fromEntries(detailNames.map((name) => [name, valueOf(name)])) as unknown as JournaledDetails
}

/** State of a generation. */
const standing = {
  state: GenerationState,
  submittedAtMs: Time.nullable(),
  remoteId: RemoteId.nullable(),
  problem: Problem.nullable(),
  ...journaledDetails,
  videos: z.array(JournaledVideo).max(1000)
}

/** The charge is a share, by price, of the common cost of several. */
const share = { isShare: z.literal(true).optional() }

/** Its files are gone and no list shows it any more; the row stays, for what was paid. */
const erased = { isErased: z.literal(true).optional() }

/**
 * One change of a generation, an item or an edit in the library folder's journal. Anybody who can write to the folder can write
 * entries: each value is checked and bounded, none is used as a path, and none can make the app send.
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
  /** A whole generation, in place of lines that were not written: the folder was away, or the app was killed. */
  z.object({
    ...about,
    ...asked,
    ...standing,
    kind: z.literal('whole'),
    chargedMicrodollars: Price.nullable(),
    ...share,
    hidden: z.boolean(),
    deletedAtMs: Time.nullable(),
    /**
     * Absent in lines of older versions, and where nothing was ever said about the clip. Unreadable ones must not cost
     * the line either.
     */
    annotations: Annotations.optional().catch(undefined),
    ...erased
  }),
  z.object({
    ...about,
    kind: z.literal('video'),
    video: JournaledVideo,
    /** What happened to the file, for the history. Absent for what is not in it, and in lines of older versions. */
    why: z.string().max(4000).optional().catch(undefined)
  }),
  z.object({ ...about, kind: z.literal('charged'), microdollars: Price, ...share }),
  z.object({ ...about, kind: z.literal('hidden'), hidden: z.boolean() }),
  z.object({ ...about, kind: z.literal('deleted'), deletedAtMs: Time.nullable(), ...erased }),
  /** All annotations of a clip. */
  z.object({ ...about, kind: z.literal('annotated'), annotations: Annotations }),
  /** A whole project, shot or collection. */
  z.object({ ...aboutAny, kind: z.literal('item'), item: Item }),
  /** A whole edit with its uses. Its path is shown, and never opened. */
  z.object({ ...aboutAny, kind: z.literal('edit'), edit: Edit, uses: z.array(PackedUse).max(mostUses) })
])
export type JournalEntry = z.infer<typeof JournalEntry>
export type JournalEntryOf<Kind extends JournalEntry['kind']> = Extract<JournalEntry, { kind: Kind }>
export type ItemEntry = JournalEntryOf<'item'>
export type EditEntry = JournalEntryOf<'edit'>
export type GenerationEntry = Exclude<JournalEntry, ItemEntry | EditEntry>
