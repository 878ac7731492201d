import { stripFrames } from '@shared/media/pictures'
import { releaseVideo } from '../player/release-video'

/** What is drawn over the tile under the pointer: a frame of the strip, or the playing clip. Its look is in hover-layer.css. */
export class HoverLayer {
  readonly #root = document.createElement('div')
  readonly #canvas = document.createElement('canvas')
  readonly #line = document.createElement('div')
  /** The single one of all tiles: Chromium limits players. */
  #video: HTMLVideoElement | undefined
  #shown = -1

  constructor() {
    this.#root.className = 'hover-layer'
    this.#root.setAttribute('aria-hidden', 'true')
    this.#line.className = 'line'
    this.#root.append(this.#canvas, this.#line)
  }

  /** Shows the frame of a strip at a share of the clip, from 0 to 1. */
  show(host: HTMLElement, strip: ImageBitmap, share: number): void {
    this.#appendTo(host)
    this.#line.style.transform = `scaleX(${share})`
    const index = Math.min(stripFrames - 1, Math.floor(share * stripFrames))
    if (index === this.#shown) return
    this.#shown = index
    const [width, height] = [Math.floor(strip.width / stripFrames), strip.height]
    if (this.#canvas.width !== width) this.#canvas.width = width
    if (this.#canvas.height !== height) this.#canvas.height = height
    this.#canvas
      .getContext('2d', { alpha: false, willReadFrequently: true })
      ?.drawImage(strip, index * width, 0, width, height, 0, 0, width, height)
  }

  /** Plays a clip once; its last frame stays. */
  play(host: HTMLElement, url: string): void {
    this.#appendTo(host)
    const video = (this.#video ??= createVideo())
    video.src = url
    this.#line.before(video)
    // Refused when the pointer is gone before the first picture is there, which is no fault.
    void video.play().catch(() => undefined)
  }

  get isPlaying(): boolean {
    return this.#video?.parentElement === this.#root
  }

  stop(): void {
    if (!this.#video || !this.isPlaying) return
    this.#video.remove()
    releaseVideo(this.#video)
  }

  remove(): void {
    this.stop()
    this.#root.remove()
    this.#canvas.width = this.#canvas.height = 0
    this.#shown = -1
  }

  #appendTo(host: HTMLElement): void {
    if (this.#root.parentElement !== host) host.append(this.#root)
  }
}

function createVideo(): HTMLVideoElement {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.disablePictureInPicture = true
  video.tabIndex = -1
  return video
}
