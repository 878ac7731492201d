import type { GenerationView, VideoId } from '@shared/generation'
import type { Client } from '$lib/api/client'

/**
 * Makes a small JPEG from a video. `undecodable`: the file is there, and this decoder cannot show it; null where no
 * picture was to be had this time.
 */
export type CapturePoster = (id: VideoId) => Promise<Uint8Array<ArrayBuffer> | 'undecodable' | null>

interface Dependencies {
  readonly client: Client
  readonly capture: CapturePoster
  /** The generations on screen or near it. */
  readonly candidates: () => readonly GenerationView[]
}

/** Gives each saved video its poster, one after the other, those that are loaded first. */
export class PosterMaker {
  readonly #dependencies: Dependencies
  /** Tried in this run of the window, whatever came of it: an undecodable file is not tried for ever. */
  readonly #tried = new Set<VideoId>()
  #isBusy = false
  #isStopped = false

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
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
      // A tile without a poster shows its gradient; nobody has to be told.
      await this.#make(id).catch(() => undefined)
    }
    this.#isBusy = false
  }

  async #make(id: VideoId): Promise<void> {
    const jpeg = await this.#dependencies.capture(id)
    if (jpeg === 'undecodable') await this.#dependencies.client.call('videos.cannotBeShown', { id })
    else if (jpeg) await this.#dependencies.client.call('videos.savePoster', { id, jpeg })
  }

  #next(): VideoId | undefined {
    for (const { videos } of this.#dependencies.candidates()) {
      for (const { id, state, hasPoster, cannotBeShown } of videos) {
        const isWanted = state === 'saved' && !hasPoster && !cannotBeShown
        if (isWanted && !this.#tried.has(id)) return id
      }
    }
    return undefined
  }
}
