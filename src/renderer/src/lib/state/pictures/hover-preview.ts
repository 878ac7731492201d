import { mediaUrl } from '@shared/scheme'
import type { VideoId } from '@shared/generation'
import { releaseVideo } from '../player/release-video'

const delayMs = 120

/** The single video element, playing once on the tile under the pointer: Chromium limits players. */
export class HoverPreview {
  #video: HTMLVideoElement | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #host: HTMLElement | undefined

  enter(host: HTMLElement, id: VideoId): void {
    this.leave()
    this.#host = host
    this.#timer = setTimeout(() => this.#play(host, id), delayMs)
  }

  leave(host?: HTMLElement): void {
    if (host && host !== this.#host) return
    clearTimeout(this.#timer)
    this.#host = undefined
    const video = this.#video
    if (!video?.parentElement) return
    video.remove()
    releaseVideo(video)
  }

  #play(host: HTMLElement, id: VideoId): void {
    const video = (this.#video ??= this.#create())
    video.src = mediaUrl(id, 'video')
    host.append(video)
    // Refused when the pointer is gone before the first picture is there, which is no fault.
    void video.play().catch(() => undefined)
  }

  #create(): HTMLVideoElement {
    const video = document.createElement('video')
    video.muted = true
    // Stops at its last picture: a pointer that stays on a tile must not keep the processor busy.
    video.loop = false
    video.playsInline = true
    video.disablePictureInPicture = true
    video.tabIndex = -1
    video.setAttribute('aria-hidden', 'true')
    return video
  }
}
