import type { VideoView } from '@shared/generation'
import { mediaUrl } from '@shared/scheme'

/** The address of a video's poster; another file gets another one, so that no old picture is kept. */
export const posterUrl = (video: VideoView): string | null =>
  video.hasPoster ? `${mediaUrl(video.id, 'poster')}?revision=${video.sha256?.slice(0, 12) ?? '0'}` : null
