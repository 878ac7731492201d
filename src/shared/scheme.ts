import type { GenerationId, VideoId } from './generation'
import type { PictureKind } from './media/pictures'

/** Page, videos and pictures share one origin, so that canvas and fetch work the same on every Electron. */
export const appOrigin = 'app://dailies'
export type Rendition = 'video' | PictureKind

/** Returns the URL of a video or one of its pictures. */
export const mediaUrl = (id: VideoId, rendition: Rendition): string => `${appOrigin}/media/${id}/${rendition}`

/** Scheme of links to clips, such as `dailies://clip/5b1f…`: other programs open them with Dailies. */
export const clipLinkScheme = 'dailies'

export const clipLink = (id: GenerationId): string => `${clipLinkScheme}://clip/${id}`
