import type { VideoTiming } from './timing/read-timing'
import type { Inspection } from './video-file'

/** The parser is large and rarely needed: no function here loads it at the start. */

type InspectedVideo = Extract<Inspection, { kind: 'video' }>

/** Inspects what a file is, and whether it is whole. */
export async function inspectFile(path: string): Promise<Inspection> {
  const { inspect } = await import('./inspect')
  return inspect(path)
}

/** Returns what a file is; null when it is no whole video. */
export async function readVideo(path: string): Promise<InspectedVideo | null> {
  const inspection = await inspectFile(path)
  return inspection.kind === 'video' ? inspection : null
}

/** Returns how the frames of a file are timed; null when it is no whole video. */
export async function readVideoTiming(path: string): Promise<VideoTiming | null> {
  const { readTiming } = await import('./timing/read-timing')
  return readTiming(path)
}
