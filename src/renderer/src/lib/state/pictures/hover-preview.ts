import type { VideoId, VideoView } from '@shared/generation'
import { mediaUrl } from '@shared/scheme'
import { HoverLayer } from './hover-layer'
import { stripUrl } from './picture-url'
import { readPicture, UnreadablePicture } from './read-picture'

/** How long the pointer has to stay still before the clip plays. */
const stillMs = 300
/** A hand that holds still moves a little. */
const stillPx = 3

interface Spot {
  readonly clientX: number
  readonly clientY: number
}

/** The tile under the pointer. */
interface Hovered {
  readonly host: HTMLElement
  readonly id: VideoId
  readonly leaving: AbortController
  /** Where the pointer last moved to. */
  spot?: Spot
  strip?: ImageBitmap
}

const isStill = (one: Spot, other: Spot): boolean =>
  Math.hypot(other.clientX - one.clientX, other.clientY - one.clientY) < stillPx

interface HoverPreviewDeps {
  readonly onUnreadableStrip: (id: VideoId) => void
  readonly reducesMotion: () => boolean
}

/**
 * Scrubs the tile under the pointer through its strip, and plays its clip once where the pointer stays still. Starts
 * with the pointer's first move on the tile: a tile that comes to lie under a pointer that does not move does nothing.
 */
export class HoverPreview {
  readonly #deps: HoverPreviewDeps
  #layer: HoverLayer | undefined
  #hovered: Hovered | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(deps: HoverPreviewDeps) {
    this.#deps = deps
  }

  enter(host: HTMLElement, video: VideoView): void {
    this.leave()
    const hovered: Hovered = { host, id: video.id, leaving: new AbortController() }
    const { signal } = hovered.leaving
    this.#hovered = hovered
    host.addEventListener('pointermove', (event) => this.#move(hovered, event), { signal })
    const url = stripUrl(video)
    if (url) void this.#scrub(hovered, url)
  }

  leave(host?: HTMLElement): void {
    const hovered = this.#hovered
    if (!hovered || (host && host !== hovered.host)) return
    this.#hovered = undefined
    clearTimeout(this.#timer)
    hovered.leaving.abort()
    hovered.strip?.close()
    this.#layer?.remove()
  }

  #move(hovered: Hovered, spot: Spot): void {
    if (hovered.spot && isStill(hovered.spot, spot)) return
    hovered.spot = spot
    this.#layer?.stop()
    this.#show(hovered)
    this.#waitForRest(hovered)
  }

  async #scrub(hovered: Hovered, url: string): Promise<void> {
    try {
      hovered.strip = await readPicture(url, hovered.leaving.signal)
      if (!this.#layer?.isPlaying) this.#show(hovered)
    } catch (error) {
      // Without a strip the clip plays after the pause.
      if (error instanceof UnreadablePicture) this.#deps.onUnreadableStrip(hovered.id)
    }
  }

  #show({ host, spot, strip }: Hovered): void {
    if (!strip || !spot) return
    const { left, width } = host.getBoundingClientRect()
    const share = Math.min(1, Math.max(0, (spot.clientX - left) / width))
    this.#layerOf().show(host, strip, share)
  }

  #waitForRest({ host, id }: Hovered): void {
    clearTimeout(this.#timer)
    if (this.#deps.reducesMotion()) return
    this.#timer = setTimeout(() => this.#layerOf().play(host, mediaUrl(id, 'video')), stillMs)
  }

  #layerOf(): HoverLayer {
    return (this.#layer ??= new HoverLayer())
  }
}
