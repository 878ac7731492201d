import { dirname } from 'node:path'
import type { Sealed } from './control-file'
import type { DownloadJob, DownloadOutcome, SavedVideo, VideoInspector } from '../download'
import type { Files } from '../files'
import { hashRange } from './hash-range'

/**
 * Adopts a file that already has the final path. It is this very video if a crash came between its placement and the
 * row that says so: its packet tells, or its hash where it cannot have a packet.
 *
 * @param sealed Hashes of the finished part, if there is or was one.
 * @returns null when the path is free.
 */
export async function adopt(
  job: DownloadJob,
  sealed: Sealed | null,
  files: Files,
  inspector: VideoInspector
): Promise<DownloadOutcome | null> {
  const bytes = await files.size(job.finalPath)
  if (bytes === null) return null
  const packet = await inspector.findPacket(job.finalPath)
  const hashes =
    packet?.videoId === job.videoId
      ? await hashesAround(files, job.finalPath, packet.start, bytes)
      : await sealedHashes(files, job.finalPath, bytes, sealed)
  if (!hashes) return { kind: 'name_taken' }
  const inspection = await inspector.inspect(job.finalPath)
  if (inspection.kind !== 'video') return { kind: 'name_taken' }
  await files.flushFolder(dirname(job.finalPath))
  const { media, traits, mediaSha256 } = inspection
  return { kind: 'saved', ...hashes, media, traits, mediaSha256 }
}

type Hashes = Pick<SavedVideo, 'bytes' | 'sha256' | 'sourceBytes' | 'sourceSha256'>

async function sealedHashes(
  files: Files,
  path: string,
  bytes: number,
  sealed: Sealed | null
): Promise<Hashes | null> {
  if (sealed?.bytes !== bytes) return null
  const { sha256 } = await hashesAround(files, path, bytes, bytes)
  return sha256 === sealed.sha256 ? sealed : null
}

/** Hashes a file whose first `sourceBytes` are what the server sent. */
export async function hashesAround(
  files: Files,
  path: string,
  sourceBytes: number,
  bytes: number
): Promise<Hashes> {
  const file = await files.open(path, 'read')
  try {
    const hash = await hashRange(file, 0, sourceBytes)
    const sourceSha256 = hash.copy().digest('hex')
    const sha256 = (await hashRange(file, sourceBytes, bytes, hash)).digest('hex')
    return { bytes, sha256, sourceBytes, sourceSha256 }
  } finally {
    await file.close()
  }
}
