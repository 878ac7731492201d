import * as z from 'zod'
import { GenerationId } from '../generation'
import { ItemId } from '../library/items'
import { ListQuery } from '../library/queries'
import { mostTimelineClips, TimelineOptions } from '../timelines/targets'
import { call, Nothing } from './parts'

/** What a timeline is made of. */
export const TimelineSource = z.discriminatedUnion('kind', [
  /** Some clips, in this order. */
  z.strictObject({ kind: z.literal('clips'), ids: z.array(GenerationId).min(1).max(mostTimelineClips) }),
  /** The circled takes of a project in the order of its shots; of shots without a project for null. */
  z.strictObject({ kind: z.literal('cut'), projectId: ItemId.nullable() }),
  /** What a list shows, in its order: a collection, or a search. */
  ListQuery.pick({ view: true, text: true, sort: true }).extend({ kind: z.literal('list') })
])
export type TimelineSource = Readonly<z.infer<typeof TimelineSource>>

const TimelineRequest = z.strictObject({ source: TimelineSource, options: TimelineOptions })

/** What would be saved. */
export const TimelinePlan = z.strictObject({
  clips: z.int(),
  lengthMs: z.number(),
  width: z.int(),
  height: z.int(),
  /** Frames a second, as people write it. */
  rate: z.string(),
  /** Of the clips' files. */
  bytes: z.number(),
  /** How many of the clips have an in or an out mark. */
  marked: z.int(),
  /** What the user should know before saving, each a sentence. */
  warnings: z.array(z.string())
})
export type TimelinePlan = Readonly<z.infer<typeof TimelinePlan>>

/** Progress of saving: clips while they are read, bytes while they are copied. */
export const TimelineProgress = z.strictObject({
  phase: z.enum(['reading', 'copying']),
  done: z.number(),
  total: z.number()
})
export type TimelineProgress = Readonly<z.infer<typeof TimelineProgress>>

const SavedTimelineId = z.uuid()

/** Calls about timelines for editors. */
export const timelineCalls = {
  'timelines.plan': call(TimelineRequest, TimelinePlan),
  /** Opens the save dialog and writes the timeline; null where it was cancelled. */
  'timelines.save': call(
    TimelineRequest,
    z.strictObject({
      saved: z
        .strictObject({
          id: SavedTimelineId,
          /** Name of the file, or of the folder with everything. */
          name: z.string(),
          clips: z.int(),
          /** Clips that had no file, or none that is a video. */
          leftOut: z.int()
        })
        .nullable()
    })
  ),
  'timelines.cancel': call(Nothing, Nothing),
  /** Shows a timeline that was saved since the start in the file manager. */
  'timelines.reveal': call(z.strictObject({ id: SavedTimelineId }), Nothing)
} as const
