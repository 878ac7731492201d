import type { VideoId } from '@shared/generation'
import type { NewVideo } from './ports'
import type { ResultLink } from './provider'

/** Returns a new video for each link of a finished generation. */
export const newVideos = (links: readonly ResultLink[], newVideoId: () => string): NewVideo[] =>
  links.map((link) => ({ ...link, id: newVideoId() as VideoId }))
