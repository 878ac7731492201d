import { extname } from 'node:path'
import { containers } from '@shared/media/containers'
import { adopt, hashesAround } from '../part/adopt'
import type { Sealed } from '../part/control-file'
import type { HeldFile, Inspection } from '../../media/video-file'
import type { DownloadJob, DownloadOutcome } from '../download'
import type { PartFile } from '../part/part-file'
import { place } from '../part/placement'
import { placementFailed } from '../problems'
import type { DownloadTools } from './tools'

/** What arrived cannot be saved as a video. Unless it is an error page or empty, it is held. */
type Unusable =
  | { readonly kind: 'text' }
  | { readonly kind: 'damaged'; readonly held: HeldFile }
  | { readonly kind: 'not_video'; readonly held: HeldFile }
type Video = Extract<Inspection, { kind: 'video' }>

/** Finishes a complete part: verifies that it is a whole video, appends its packet and gives it its name. */
export async function finishPart(
  tools: DownloadTools,
  job: DownloadJob,
  part: PartFile
): Promise<DownloadOutcome | Unusable> {
  const { inspector } = tools
  await part.complete()
  const isText = inspector.isText(await part.readHead(inspector.lookBytes))
  const inspection = isText ? ({ kind: 'text' } as const) : await inspector.inspect(part.path)
  if (inspection.kind === 'text') {
    await part.remove()
    return inspection
  }
  if (inspection.kind !== 'video')
    return { kind: inspection.kind, held: { ...(await part.hold()), ending: inspection.ending } }
  const packet = inspection.takesPacket ? inspector.packetBytes(job.packet) : new Uint8Array(0)
  return placeSealed(tools, job, part, await part.seal(packet), inspection)
}

/** Inspects a part that an earlier call finished but could not place; null when it has changed since. */
export async function sealedVideo(
  { files, inspector }: DownloadTools,
  { path }: PartFile,
  sealed: Sealed
): Promise<Video | null> {
  if ((await files.size(path)) !== sealed.bytes) return null
  const { sha256 } = await hashesAround(files, path, sealed.bytes, sealed.bytes)
  if (sha256 !== sealed.sha256) return null
  const inspection = await inspector.inspect(path)
  return inspection.kind === 'video' ? inspection : null
}

/** Gives a finished part its final name, whose extension must match its format. */
export async function placeSealed(
  { files, inspector, policy, clock }: DownloadTools,
  job: DownloadJob,
  part: PartFile,
  sealed: Sealed,
  { container, media, traits, mediaSha256 }: Video
): Promise<DownloadOutcome> {
  await part.close()
  const { ending } = containers[container]
  if (extname(job.finalPath).toLowerCase() !== ending) return { kind: 'other_ending', ending }
  const placed = await place(files, part.path, job.finalPath, policy.placementDelaysMs, clock)
  if (placed === 'locked') return { kind: 'retry', problem: placementFailed, retryAfterMs: null }
  // The name may be taken by this very video: it was linked, and then flushing the folder failed.
  if (placed === 'taken' && (await adopt(job, sealed, files, inspector))?.kind !== 'saved')
    return { kind: 'name_taken' }
  await clearAway(part, sealed)
  return { kind: 'saved', ...sealed, media, traits, mediaSha256 }
}

/**
 * Removes the part of a placed file. A file without a packet does not name its video, so its control file stays until
 * the row is written; `clearParts` then removes it.
 */
export async function clearAway(
  part: PartFile,
  { bytes, sourceBytes }: Pick<Sealed, 'bytes' | 'sourceBytes'>
): Promise<void> {
  if (bytes > sourceBytes) await part.remove()
  else await part.removeBytes()
}
