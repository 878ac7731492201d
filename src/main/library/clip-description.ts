import type { Generation, Video } from '../generations/domain/generation'
import type { ClipDescription } from '../media/xmp/xmp-packet'

/** Describes a clip so that its row can be rebuilt from its packet or its sidecar. */
export function describeClip(generation: Generation, video: Video): ClipDescription {
  const { id, createdAtUs, place, request, status, videos } = generation
  return {
    videoId: video.id,
    generationId: id,
    createdAtUs,
    position: video.position,
    videoCount: videos.length,
    modelId: request.modelId,
    prompt: request.prompt,
    ...(request.negativePrompt && { negativePrompt: request.negativePrompt }),
    request,
    ...(place && { place }),
    remoteId: 'remoteId' in status ? status.remoteId : null
  }
}
