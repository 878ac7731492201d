import * as z from 'zod'
import { VideoId } from '../generation'

/** Kinds of copies that editors open more easily than the clip itself. */
export const CopySort = z.enum(['constant_rate', 'dnxhr', 'prores_proxy'])
export type CopySort = z.infer<typeof CopySort>

/** Copy of a clip, made by ffmpeg on the user's computer. */
export const EditorCopy = z.strictObject({
  videoId: VideoId,
  sort: CopySort,
  fileName: z.string(),
  bytes: z.number(),
  /** Made of an earlier file of the clip. */
  isStale: z.boolean()
})
export type EditorCopy = Readonly<z.infer<typeof EditorCopy>>

/** What ffmpeg on this computer can do; `version` is null where there is none. */
export const CopyTools = z.strictObject({
  version: z.string().nullable(),
  sorts: z.array(CopySort)
})
export type CopyTools = Readonly<z.infer<typeof CopyTools>>

/** How far the copies are that are being made. */
export const EditorCopyProgress = z.strictObject({
  sort: CopySort,
  done: z.int(),
  total: z.int(),
  /** Of the one being made, 0 to 1. */
  share: z.number().min(0).max(1)
})
export type EditorCopyProgress = Readonly<z.infer<typeof EditorCopyProgress>>

/** Folder in the library folder that copies are in. */
export const copiesFolder = 'Editor copies'
