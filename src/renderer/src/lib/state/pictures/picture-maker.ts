import type { GenerationView, VideoId, VideoView } from '@shared/generation'
import { PictureKind } from '@shared/media/pictures'
import type { Client } from '$lib/api/client'
import type { Made } from './capture/made'

/** `undecodable`: the file is there, and this decoder can't show it; null where there was no picture this time. */
export type Captured = Made | 'undecodable' | null

export interface Capturer {
  /** @throws Error as soon as `signal` is aborted, and where the file can't be read. */
  capture(id: VideoId, kind: PictureKind, signal: AbortSignal): Promise<Captured>
  /** Gives back what is kept from one picture to the next. */
  release(): void
}

/** A picture that is missing. */
interface Wanted {
  readonly id: VideoId
  readonly kind: PictureKind
}

interface PictureMakerDeps {
  readonly client: Client
  readonly capturer: Capturer
  /** The generations on screen or near it, the visible first. */
  readonly candidates: () => readonly GenerationView[]
  readonly onError: (error: unknown) => void
}

/** How long the list has to stand still. */
const stillMs = 200

/**
 * How long a picture may take, at each try: the machine may be busy, or the decoder stuck with this clip. What took
 * too long comes again after all others.
 */
const patienceMs: Readonly<Record<PictureKind, readonly number[]>> = {
  poster: [10_000, 60_000, 300_000],
  strip: [60_000, 300_000]
}

/**
 * Gives each saved video its poster, and then its strip, one after the other, those on screen first. Stops while the
 * list is scrolled or a clip is played: decoding would cost them frames.
 */
export class PictureMaker {
  readonly #deps: PictureMakerDeps
  /** Tried in this run of the window, whatever came of it: an undecodable file is not tried for ever. */
  readonly #tried = sets()
  /** How often each took too long. */
  readonly #delays = { poster: new Map<VideoId, number>(), strip: new Map<VideoId, number>() }
  readonly #remade = sets()
  #job: AbortController | undefined
  #isBusy = false
  #isPlaying = false
  #scrolling: ReturnType<typeof setTimeout> | undefined
  #isDestroyed = false

  constructor(deps: PictureMakerDeps) {
    this.#deps = deps
  }

  /** Looks for work; cheap to call whenever something changed. */
  wake(): void {
    if (this.#isBusy || this.#isPaused) return
    void this.#work()
  }

  /** Call at every scroll event. */
  scrolled(): void {
    clearTimeout(this.#scrolling)
    this.#scrolling = setTimeout(() => {
      this.#scrolling = undefined
      this.wake()
    }, stillMs)
    this.#job?.abort()
  }

  setPlaying(isPlaying: boolean): void {
    this.#isPlaying = isPlaying
    if (isPlaying) this.#job?.abort()
    else this.wake()
  }

  /** Makes a picture again whose file is lost or damaged; once, because the disk may be at fault. */
  remake(id: VideoId, kind: PictureKind): void {
    if (this.#remade[kind].has(id)) return
    this.#remade[kind].add(id)
    this.#tried[kind].delete(id)
    this.#delays[kind].delete(id)
    this.#deps.client.call('videos.forgetPicture', { id, kind }).catch(this.#deps.onError)
  }

  destroy(): void {
    this.#isDestroyed = true
    clearTimeout(this.#scrolling)
    this.#job?.abort()
    this.#deps.capturer.release()
  }

  get #isPaused(): boolean {
    return this.#isDestroyed || this.#isPlaying || this.#scrolling !== undefined
  }

  async #work(): Promise<void> {
    this.#isBusy = true
    for (let next = this.#next(); next && !this.#isPaused; next = this.#next()) {
      this.#job = new AbortController()
      await this.#try(next, this.#job.signal)
    }
    this.#job = undefined
    this.#isBusy = false
    this.#deps.capturer.release()
  }

  async #try({ id, kind }: Wanted, stopping: AbortSignal): Promise<void> {
    this.#tried[kind].add(id)
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), patienceMs[kind][this.#delaysOf({ id, kind })])
    // A tile without a poster shows its gradient; no message is needed.
    const made = await this.#deps.capturer
      .capture(id, kind, AbortSignal.any([stopping, late.signal]))
      .catch(() => null)
    clearTimeout(timer)
    if (made) await this.#save(id, kind, made).catch(this.#deps.onError)
    // The list may be elsewhere by then, and this one may not be wanted any more.
    else if (stopping.aborted) this.#tried[kind].delete(id)
    else if (late.signal.aborted) this.#putOff({ id, kind })
  }

  #putOff({ id, kind }: Wanted): void {
    const delays = this.#delaysOf({ id, kind }) + 1
    this.#delays[kind].set(id, delays)
    if (delays < patienceMs[kind].length) this.#tried[kind].delete(id)
    else this.#deps.onError(new Error(`The ${kind} of clip ${id} took too long each time.`))
  }

  async #save(id: VideoId, kind: PictureKind, made: Made | 'undecodable'): Promise<void> {
    const { client } = this.#deps
    if (made === 'undecodable') {
      // A clip that has a poster is shown; a frame further on says nothing about the rest.
      if (kind === 'poster') await client.call('videos.cannotBeShown', { id })
    } else if (made.jpeg) {
      const { jpeg, checks } = made
      await client.call('videos.savePicture', { id, kind, jpeg, ...(checks && { checks }) })
    }
  }

  #next(): Wanted | undefined {
    const videos = this.#deps
      .candidates()
      .flatMap((generation) => generation.videos)
      .filter(({ state, cannotBeShown }) => state === 'saved' && !cannotBeShown)
    const wanted = PictureKind.options.flatMap((kind) =>
      videos
        .filter((video) => !has(video, kind) && !this.#tried[kind].has(video.id))
        .map(({ id }) => ({ id, kind }))
    )
    const fewest = Math.min(...wanted.map((one) => this.#delaysOf(one)))
    return wanted.find((one) => this.#delaysOf(one) === fewest)
  }

  #delaysOf({ id, kind }: Wanted): number {
    return this.#delays[kind].get(id) ?? 0
  }
}

/** A strip of an older version was made without checking the clip. */
const has = ({ hasPoster, hasStrip, checks }: VideoView, kind: PictureKind): boolean =>
  kind === 'poster' ? hasPoster : hasStrip && checks !== null

const sets = (): Readonly<Record<PictureKind, Set<VideoId>>> => ({ poster: new Set(), strip: new Set() })
