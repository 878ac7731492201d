import type { Inspection } from './video-file'

type InspectedVideo = Extract<Inspection, { kind: 'video' }>

/** Returns what a file is; null when it is no whole video. */
export async function readVideo(path: string): Promise<InspectedVideo | null> {
  // The parser is large and rarely needed: it is not loaded at every start.
  const { inspect } = await import('./inspect')
  const inspection = await inspect(path)
  return inspection.kind === 'video' ? inspection : null
}
