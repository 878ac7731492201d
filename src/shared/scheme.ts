import type { GenerationId, VideoId } from './generation'

/** Page, video and posters share one origin, so that canvas and fetch work the same on every Electron. */
export const appOrigin = 'app://dailies'
export type Rendition = 'video' | 'poster'

/** Returns the URL of a video or its poster. */
export const mediaUrl = (id: VideoId, rendition: Rendition): string => `${appOrigin}/media/${id}/${rendition}`

/** Scheme of links to clips, such as `dailies://clip/5b1f…`: other programs open them with Dailies. */
export const clipLinkScheme = 'dailies'

export const clipLink = (id: GenerationId): string => `${clipLinkScheme}://clip/${id}`
