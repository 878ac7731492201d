import * as z from 'zod'

/** Pictures that the window makes of a clip: `strip` has frames of the whole clip side by side. */
export const PictureKind = z.enum(['poster', 'strip'])
export type PictureKind = z.infer<typeof PictureKind>

/** The main process refuses a larger one. */
export const largestPictureBytes = 200_000

/** Frames of a strip, from left to right, all of the same size. */
export const stripFrames = 12
