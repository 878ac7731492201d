import { watchFrames } from '../player/watch-frames'

/** Up to here two clips count as in step: less than a frame at 30 a second. */
const tolerance = 0.02
/** Above this the one that is ahead waits; below, a follower plays a little slower or faster. */
const largestDrift = 0.25
/** Change of speed for a drift of a second, and at most. */
const gain = 0.8
const largestChange = 0.1
/** A jump shorter than this would show the same frame. */
const shortestJump = 0.004
/** A jump to the very end of a clip would show nothing. */
const lastMoment = 0.001

/** Factor for the speed of a clip that follows; the leader waits for one that is far behind. */
export interface Correction {
  readonly rate: number
  readonly leaderWaits: boolean
}

/**
 * Returns the correction for a follower that is ahead by some seconds, negative where it is behind.
 *
 * @param isWaiting Whether one of the two waits for the other: it does until they are in step.
 * @internal
 */
export function correctionFor(ahead: number, isWaiting: boolean): Correction {
  const drift = Math.abs(ahead)
  if (drift < tolerance) return { rate: 1, leaderWaits: false }
  if (drift > largestDrift || isWaiting)
    return ahead > 0 ? { rate: 0, leaderWaits: false } : { rate: 1, leaderWaits: true }
  return { rate: 1 - Math.sign(ahead) * Math.min(drift * gain, largestChange), leaderWaits: false }
}

/** A clip that follows. */
interface Follower {
  readonly video: HTMLVideoElement
  /** How far it is ahead of the leader, in seconds. */
  readonly shift: () => number
  isWaiting: boolean
  readonly ending: AbortController
  readonly stopWatching: () => void
}

/** Keeps videos in step with one that is played and moved by its own player. */
export class InStep {
  readonly #leader: HTMLVideoElement
  readonly #followers = new Set<Follower>()
  /** Followers that the leader waits for. */
  readonly #late = new Set<Follower>()
  /** Speed of the leader while it does not wait. */
  #rate: number
  readonly #ending = new AbortController()
  readonly #stopWatching: () => void

  constructor(leader: HTMLVideoElement) {
    this.#leader = leader
    this.#rate = leader.playbackRate
    const on = (event: string, run: (follower: Follower) => void): void =>
      leader.addEventListener(event, () => this.#followers.forEach(run), { signal: this.#ending.signal })
    on('play', (follower) => this.#play(follower))
    on('pause', (follower) => this.#pause(follower))
    on('seeking', (follower) => this.#align(follower))
    leader.addEventListener('ratechange', () => this.#takeRate(), { signal: this.#ending.signal })
    this.#stopWatching = watchFrames(leader, () =>
      this.#followers.forEach((follower) => this.#keepUp(follower))
    )
  }

  /**
   * Lets a video follow.
   *
   * @param shift How far it is ahead of the leader, in seconds. Asked for each time.
   */
  add(video: HTMLVideoElement, shift: () => number): void {
    const ending = new AbortController()
    const follower: Follower = {
      video,
      shift,
      isWaiting: false,
      ending,
      // The leader shows no frames while it waits.
      stopWatching: watchFrames(video, () => this.#keepUp(follower))
    }
    this.#followers.add(follower)
    const { signal } = ending
    video.addEventListener('seeked', () => this.#leader.paused && this.#align(follower), { signal })
    video.addEventListener('loadedmetadata', () => this.#align(follower), { signal })
    video.addEventListener('error', () => this.#setLate(follower, false), { signal })
  }

  remove(video: HTMLVideoElement): void {
    for (const follower of this.#followers) if (follower.video === video) this.#remove(follower)
  }

  /** Moves all to their places, after a shift changed. */
  align(): void {
    for (const follower of this.#followers) this.#align(follower)
  }

  stop(): void {
    this.#ending.abort()
    this.#stopWatching()
    for (const follower of this.#followers) this.#remove(follower)
  }

  #remove(follower: Follower): void {
    follower.ending.abort()
    follower.stopWatching()
    follower.video.pause()
    this.#followers.delete(follower)
    this.#setLate(follower, false)
  }

  #play(follower: Follower): void {
    this.#takeRate()
    follower.video.playbackRate = this.#rate
    if (this.#isWithin(follower)) void follower.video.play().catch(() => undefined)
  }

  #pause(follower: Follower): void {
    this.#setLate(follower, false)
    follower.isWaiting = false
    follower.video.pause()
    this.#align(follower)
  }

  #align(follower: Follower): void {
    const { video } = follower
    // Another jump follows once this one is done.
    if (video.seeking) return
    const last = Math.max(0, lengthOf(video) - lastMoment)
    const target = Math.min(Math.max(0, this.#placeOf(follower)), last)
    if (Math.abs(target - video.currentTime) > shortestJump) video.currentTime = target
  }

  #keepUp(follower: Follower): void {
    const { video } = follower
    if (this.#leader.paused || video.seeking) return
    if (!this.#isWithin(follower)) return this.#pause(follower)
    if (video.paused) {
      this.#align(follower)
      this.#play(follower)
      return
    }
    const isWaiting = follower.isWaiting || this.#late.has(follower)
    const { rate, leaderWaits } = correctionFor(video.currentTime - this.#placeOf(follower), isWaiting)
    follower.isWaiting = rate === 0
    video.playbackRate = this.#rate * rate
    this.#setLate(follower, leaderWaits)
  }

  /** Lets the leader wait as long as a follower is late. */
  #setLate(follower: Follower, isLate: boolean): void {
    if (isLate === this.#late.has(follower)) return
    if (isLate) this.#late.add(follower)
    else this.#late.delete(follower)
    this.#leader.playbackRate = this.#late.size > 0 ? 0 : this.#rate
  }

  /** Takes over the speed that the player set; it waits also at that one. */
  #takeRate(): void {
    const { playbackRate } = this.#leader
    if (playbackRate === 0) return
    this.#rate = playbackRate
    if (this.#late.size > 0) this.#leader.playbackRate = 0
    for (const { video, isWaiting } of this.#followers) if (!isWaiting) video.playbackRate = this.#rate
  }

  #placeOf({ shift }: Follower): number {
    return this.#leader.currentTime + shift()
  }

  #isWithin(follower: Follower): boolean {
    const place = this.#placeOf(follower)
    return place >= 0 && place < lengthOf(follower.video)
  }
}

const lengthOf = ({ duration }: HTMLVideoElement): number => (Number.isFinite(duration) ? duration : 0)
