import type { VideoId } from '@shared/generation'
import type { NewVideo } from './ports'
import type { ResultLink } from './provider'

/** A row for each video that a finished generation links to. */
export const newVideos = (links: readonly ResultLink[], newVideoId: () => string): NewVideo[] =>
  links.map((link) => ({ ...link, id: newVideoId() as VideoId }))
