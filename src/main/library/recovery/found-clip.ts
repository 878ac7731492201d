import { lstat } from 'node:fs/promises'
import type { GenerationId, VideoId } from '@shared/generation'
import type { FoundPacket } from '../../media/xmp/packet-box'
import { sha256Of } from '../folder/hash-file'
import type { AdoptedClip, InspectedVideo } from './rebuild'

export type FoundClip = typeof foundClip

/** Returns a clip as it is imported from its file in the library folder. */
export async function foundClip({
  path,
  fileName,
  packet,
  video,
  signal
}: {
  readonly path: string
  readonly fileName: string
  readonly packet: FoundPacket
  readonly video: InspectedVideo
  readonly signal: AbortSignal
}): Promise<AdoptedClip> {
  const { size, mtimeMs } = await lstat(path)
  const { description } = packet
  const { modelId, prompt, negativePrompt } = description
  return {
    generationId: description.generationId as GenerationId,
    videoId: description.videoId as VideoId,
    createdAtUs: description.createdAtUs,
    position: description.position,
    videoCount: description.videoCount ?? null,
    place: description.place ?? null,
    request: description.request ?? { modelId, prompt, ...(negativePrompt && { negativePrompt }) },
    remoteId: description.remoteId,
    fileName,
    file: {
      bytes: size,
      sha256: await sha256Of(path, signal, size),
      sourceBytes: packet.start,
      sourceSha256: await sha256Of(path, signal, packet.start),
      ...video,
      savedAtMs: Math.round(mtimeMs)
    }
  }
}
