import type { GenerationView, VideoId } from '@shared/generation'
import type { Client } from '$lib/api/client'

/**
 * Makes a small JPEG from a video. `undecodable`: the file is there, and this decoder can't show it; null where there
 * was no picture this time.
 */
export type CapturePoster = (id: VideoId) => Promise<Uint8Array<ArrayBuffer> | 'undecodable' | null>

interface PosterMakerDeps {
  readonly client: Client
  readonly capture: CapturePoster
  /** The generations on screen or near it. */
  readonly candidates: () => readonly GenerationView[]
}

/** Gives each saved video its poster, one after the other, those that are loaded first. */
export class PosterMaker {
  readonly #deps: PosterMakerDeps
  /** Tried in this run of the window, whatever came of it: an undecodable file is not tried for ever. */
  readonly #tried = new Set<VideoId>()
  #isBusy = false
  #isStopped = false

  constructor(deps: PosterMakerDeps) {
    this.#deps = deps
  }

  /** Looks for work; cheap to call whenever something changed. */
  wake(): void {
    if (this.#isBusy || this.#isStopped) return
    void this.#work()
  }

  destroy(): void {
    this.#isStopped = true
  }

  async #work(): Promise<void> {
    this.#isBusy = true
    for (let id = this.#next(); id && !this.#isStopped; id = this.#next()) {
      this.#tried.add(id)
      // A tile without a poster shows its gradient; no message is needed.
      await this.#make(id).catch(() => undefined)
    }
    this.#isBusy = false
  }

  async #make(id: VideoId): Promise<void> {
    const jpeg = await this.#deps.capture(id)
    if (jpeg === 'undecodable') await this.#deps.client.call('videos.cannotBeShown', { id })
    else if (jpeg) await this.#deps.client.call('videos.savePicture', { id, kind: 'poster', jpeg })
  }

  #next(): VideoId | undefined {
    for (const { videos } of this.#deps.candidates()) {
      for (const { id, state, hasPoster, cannotBeShown } of videos) {
        const isWanted = state === 'saved' && !hasPoster && !cannotBeShown
        if (isWanted && !this.#tried.has(id)) return id
      }
    }
    return undefined
  }
}
