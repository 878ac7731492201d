import { adopt, hashesAround } from './adopt'
import type { Sealed } from './control-file'
import type { DownloadJob, DownloadOutcome, MediaFacts } from './download'
import type { PartFile } from './part-file'
import { place } from './placement'
import { placementFailed } from './problems'
import { sniff, sniffedBytes } from './sniff'
import type { DownloadTools } from './tools'

/** What arrived is of no use, and is gone. */
type Useless = { readonly kind: 'damaged' } | { readonly kind: 'not_video' }

/** Everything has arrived: is it a video, and whole? Then it gets its packet and its name. */
export async function finishPart(
  tools: DownloadTools,
  job: DownloadJob,
  part: PartFile
): Promise<DownloadOutcome | Useless> {
  const { inspector } = tools
  await part.complete()
  const isKnown = sniff(await part.readHead(sniffedBytes)) !== 'other'
  const inspection = isKnown ? await inspector.inspect(part.path) : ({ kind: 'not_video' } as const)
  if (inspection.kind !== 'video') {
    await part.remove()
    return inspection
  }
  const packet = inspection.takesPacket ? inspector.packetBytes(job.packet) : new Uint8Array(0)
  return placeSealed(tools, job, part, await part.seal(packet), inspection.media)
}

/** What a part holds that an earlier call finished but could not place; null when it is no longer what it was. */
export async function sealedMedia(
  { files, inspector }: DownloadTools,
  { path }: PartFile,
  sealed: Sealed
): Promise<MediaFacts | null> {
  if ((await files.size(path)) !== sealed.bytes) return null
  const { sha256 } = await hashesAround(files, path, sealed.bytes, sealed.bytes)
  if (sha256 !== sealed.sha256) return null
  const inspection = await inspector.inspect(path)
  return inspection.kind === 'video' ? inspection.media : null
}

/** Gives a finished part its final name. */
export async function placeSealed(
  { files, inspector, policy, clock }: DownloadTools,
  job: DownloadJob,
  part: PartFile,
  sealed: Sealed,
  media: MediaFacts
): Promise<DownloadOutcome> {
  await part.close()
  const placed = await place(files, part.path, job.finalPath, policy.placementDelaysMs, clock)
  if (placed === 'locked') return { kind: 'retry', problem: placementFailed, retryAfterMs: null }
  // The name may be taken by this very video: a link was made, and then the folder could not be flushed.
  if (placed === 'taken' && (await adopt(job, sealed, files, inspector))?.kind !== 'saved')
    return { kind: 'name_taken' }
  await clearAway(part, sealed)
  return { kind: 'saved', ...sealed, media }
}

/**
 * Clears away what was needed to make a file that has its name. One without a packet cannot say whose it is, so its
 * note stays until the row does; `clearParts` then takes it away.
 */
export async function clearAway(
  part: PartFile,
  { bytes, sourceBytes }: Pick<Sealed, 'bytes' | 'sourceBytes'>
): Promise<void> {
  if (bytes > sourceBytes) await part.remove()
  else await part.removeBytes()
}
