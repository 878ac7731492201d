import type { Inspection } from './video-file'

type InspectedVideo = Extract<Inspection, { kind: 'video' }>

/** Inspects what a file is, and whether it is whole. */
export async function inspectFile(path: string): Promise<Inspection> {
  // The parser is large and rarely needed: it is not loaded at every start.
  const { inspect } = await import('./inspect')
  return inspect(path)
}

/** Returns what a file is; null when it is no whole video. */
export async function readVideo(path: string): Promise<InspectedVideo | null> {
  const inspection = await inspectFile(path)
  return inspection.kind === 'video' ? inspection : null
}
