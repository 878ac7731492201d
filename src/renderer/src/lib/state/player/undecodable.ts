import type { VideoId } from '@shared/generation'
import type { Services } from '$lib/services'

/**
 * Notes a video without a picture, once its metadata is loaded: Chromium plays only the sound of a video that it cannot
 * decode, over a black picture.
 */
export function noteUndecodable(
  { client, errors }: Pick<Services, 'client' | 'errors'>,
  id: VideoId,
  { videoWidth }: HTMLVideoElement
): void {
  if (videoWidth > 0) return
  client.call('videos.cannotBeShown', { id }).catch((error: unknown) => errors.log(error))
}
