import type { VideoId } from './generation'

/** Page, video and posters share one origin, so that canvas and fetch work the same on every Electron. */
export const appOrigin = 'app://dailies'
export type Rendition = 'video' | 'poster'

/** Returns the URL of a video or its poster. */
export const mediaUrl = (id: VideoId, rendition: Rendition): string => `${appOrigin}/media/${id}/${rendition}`
