import * as z from 'zod'
import { GenerationId, VideoId } from '../generation'
import { CopySort, CopyTools, EditorCopy } from '../media/editor-copies'
import { call, Nothing, OneGeneration } from './parts'

/** Most clips that copies are made of at once. */
export const mostCopied = 1000

/** Calls about copies that editors open more easily. */
export const editorCopyCalls = {
  /** Looks for ffmpeg, once it is needed. `again`: it may have been installed since. */
  'editorCopies.tools': call(z.strictObject({ again: z.boolean() }), CopyTools),
  /** Makes copies, and answers when all are made, failed or cancelled. */
  'editorCopies.make': call(
    z.strictObject({ ids: z.array(GenerationId).min(1).max(mostCopied), sort: CopySort }),
    z.strictObject({
      made: z.int(),
      alreadyThere: z.int(),
      isCancelled: z.boolean(),
      /** Sentences about clips without a copy. */
      failures: z.array(z.string())
    })
  ),
  'editorCopies.cancel': call(Nothing, Nothing),
  'editorCopies.of': call(OneGeneration, z.strictObject({ copies: z.array(EditorCopy) })),
  'editorCopies.reveal': call(z.strictObject({ videoId: VideoId, sort: CopySort }), Nothing)
} as const
