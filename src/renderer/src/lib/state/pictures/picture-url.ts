import type { VideoView } from '@shared/generation'
import { mediaUrl } from '@shared/scheme'

/** Returns the URL of a video's poster. It changes with the file, so that no old picture stays cached. */
export const posterUrl = (video: VideoView): string | null =>
  video.hasPoster ? `${mediaUrl(video.id, 'poster')}?revision=${video.sha256?.slice(0, 12) ?? '0'}` : null
