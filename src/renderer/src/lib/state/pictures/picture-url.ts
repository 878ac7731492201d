import type { VideoView } from '@shared/generation'
import type { PictureKind } from '@shared/media/pictures'
import { mediaUrl } from '@shared/scheme'

export const posterUrl = (video: VideoView): string | null =>
  video.hasPoster ? urlOf(video, 'poster') : null
export const stripUrl = (video: VideoView): string | null => (video.hasStrip ? urlOf(video, 'strip') : null)

/** The URL changes with the file, so that no old picture stays cached. */
const urlOf = ({ id, sha256 }: VideoView, kind: PictureKind): string =>
  `${mediaUrl(id, kind)}?revision=${sha256?.slice(0, 12) ?? '0'}`
