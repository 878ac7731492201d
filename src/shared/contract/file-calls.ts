import * as z from 'zod'
import { ContentChecks, VideoId } from '../generation'
import { FrameFileName, largestFrameBytes, longestClipSeconds } from '../media/frames'
import { PictureKind, largestPictureBytes } from '../media/pictures'
import { call, HandedOver, Nothing, OneGeneration } from './parts'

const OneVideo = z.strictObject({ id: VideoId })

/** A native drag was handed to the system. Where it was dropped, no system tells. */
export const DragStarted = z.strictObject({
  /** How long the call took: until the drop, where `isOver`. */
  tookMs: z.number(),
  /** Whether the drag has ended. On macOS the call returns while the clips still hang on the pointer. */
  isOver: z.boolean()
})
export type DragStarted = z.infer<typeof DragStarted>

/** Most names of files that a report of copies shows. */
export const mostCopiesNamed = 200

export const CopyProgress = z.strictObject({ done: z.int(), total: z.int() })
export type CopyProgress = z.infer<typeof CopyProgress>

const CopyReport = z.strictObject({
  saved: z.int(),
  left: z.int(),
  /** The first that were not copied, and why. */
  leftNames: z.array(z.strictObject({ fileName: z.string(), why: z.string() })).max(mostCopiesNamed),
  isCancelled: z.boolean()
})
export type CopyReport = z.infer<typeof CopyReport>

/** Calls about the files of clips. */
export const fileCalls = {
  'videos.downloadAgain': call(OneVideo, Nothing),
  /** Keeps a file that arrived and cannot be checked as a video. */
  'videos.keepAnyway': call(OneVideo, Nothing),
  /** The window's decoder cannot show this file. */
  'videos.cannotBeShown': call(OneVideo, Nothing),
  /** Opens the file dialog; `located` is false when nothing was linked. */
  'videos.locate': call(OneVideo, z.strictObject({ located: z.boolean() })),
  /** A small JPEG, made by the window, which can decode video. */
  'videos.savePicture': call(
    z.strictObject({
      id: VideoId,
      kind: PictureKind,
      jpeg: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= largestPictureBytes),
      /** What was measured with a strip. */
      checks: ContentChecks.optional()
    }),
    Nothing
  ),
  /** A picture that was saved is lost or damaged. */
  'videos.forgetPicture': call(z.strictObject({ id: VideoId, kind: PictureKind }), Nothing),
  /** Saves a frame as a file of its own; the main process names it after clip and timecode. */
  'frames.save': call(
    z.strictObject({
      id: VideoId,
      seconds: z.number().nonnegative().max(longestClipSeconds),
      png: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= largestFrameBytes)
    }),
    z.strictObject({ fileName: FrameFileName })
  ),
  'frames.reveal': call(z.strictObject({ fileName: FrameFileName }), Nothing),
  /** Copies the clips' files, to be pasted in a file manager; their paths, where the system does not take files. */
  'handoff.copyFiles': call(HandedOver, z.strictObject({ copied: z.enum(['files', 'paths']) })),
  /** Asks where copies of the clips go, and saves them there. */
  'handoff.saveCopies': call(HandedOver, CopyReport),
  'handoff.cancelCopies': call(Nothing, Nothing),
  /** Shows the first of the copies that were saved last. */
  'handoff.revealCopies': call(Nothing, Nothing),
  /** Copies the paths of the clips' files. */
  'handoff.copyPath': call(HandedOver, Nothing),
  'handoff.copyPrompt': call(OneGeneration, Nothing),
  /** The prompt as the service rewrote it. */
  'handoff.copyEnhancedPrompt': call(OneGeneration, Nothing),
  /** A link that shows the clip in Dailies. */
  'handoff.copyLink': call(OneGeneration, Nothing),
  /** The request as JSON, which can be pasted into the form. */
  'handoff.copyRequest': call(OneGeneration, Nothing),
  /** Everything about a generation that ModelsLab's support needs, the key removed. */
  'handoff.copyReport': call(OneGeneration, Nothing),
  'handoff.reveal': call(OneVideo, Nothing)
} as const
