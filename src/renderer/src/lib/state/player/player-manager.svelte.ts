import { frameAt, framesIn, middleOfFrame, timebaseOf, type Timebase } from '@shared/media/timecode'
import type { FrameRange } from './marks'
import { releaseVideo } from './release-video'
import { nextShuttle, playBackwards } from './shuttle'
import type { Transport } from './transport'
import { watchFrames } from './watch-frames'

export const speeds = [0.25, 0.5, 1, 1.5, 2] as const

/** What is played, beside its element. */
interface Played {
  readonly framesPerSecond: number | null
  /** Frames that a loop repeats; null for the whole clip. Asked for while it plays. */
  readonly range?: () => FrameRange | null
  readonly isLooping?: () => boolean
}

/** The one player of the window, in the inspector or the viewer, for its buttons and the keyboard. */
export class PlayerManager implements Transport {
  #video: HTMLVideoElement | undefined
  #played: Played = { framesPerSecond: null }
  #timebase = $state.raw<Timebase>(timebaseOf(null))
  #seconds = $state(0)
  #duration = $state(0)
  #speed = $state(1)
  #volume = 1
  /** 1, 2 or 4 forwards, negative backwards; 0 while it is paused. */
  #shuttle = $state(0)
  #hasVideo = $state(false)
  #isFaulty = $state(false)
  /** Whether K is down: J and L then step. */
  #isHeld = false
  #stopBackwards: (() => void) | undefined

  get hasVideo(): boolean {
    return this.#hasVideo
  }

  get isPlaying(): boolean {
    return this.#shuttle !== 0
  }

  get isHeld(): boolean {
    return this.#isHeld
  }

  get shuttle(): number {
    return this.#shuttle
  }

  get isFaulty(): boolean {
    return this.#isFaulty
  }

  get seconds(): number {
    return this.#seconds
  }

  get duration(): number {
    return this.#duration
  }

  get speed(): number {
    return this.#speed
  }

  get timebase(): Timebase {
    return this.#timebase
  }

  /** The frame on screen, from 0. */
  readonly frame: number = $derived.by(() => frameAt(this.#seconds, this.#timebase))
  readonly frames: number = $derived.by(() => framesIn(this.#duration, this.#timebase))

  /** Controls a video element until the returned function is called. */
  attach(video: HTMLVideoElement, played: Played): () => void {
    this.#video = video
    this.#played = played
    this.#timebase = timebaseOf(played.framesPerSecond)
    this.#hasVideo = true
    this.#isFaulty = false
    this.#seconds = 0
    this.#duration = 0
    video.volume = this.#volume
    const detaching = new AbortController()
    const on = (event: string, run: () => void): void =>
      video.addEventListener(event, run, { signal: detaching.signal })
    on('play', () => (this.#shuttle = Math.max(this.#shuttle, 1)))
    on('pause', () => (this.#shuttle = Math.min(this.#shuttle, 0)))
    on('seeking', () => (this.#seconds = video.currentTime))
    on('durationchange', () => (this.#duration = Number.isFinite(video.duration) ? video.duration : 0))
    on('error', () => (this.#isFaulty = true))
    on('ended', () => this.#repeat())
    const stopWatching = watchFrames(video, (seconds) => this.#show(seconds))
    return () => {
      detaching.abort()
      stopWatching()
      this.#end()
      releaseVideo(video)
      this.#video = undefined
      this.#hasVideo = false
    }
  }

  toggle(): void {
    if (this.isPlaying) this.pause()
    else this.play()
  }

  play(): void {
    this.#run(1)
  }

  pause(): void {
    this.#end()
    this.#video?.pause()
  }

  /** Pauses, and lets J and L step until `release`. */
  hold(): void {
    this.pause()
    this.#isHeld = true
  }

  release(): void {
    this.#isHeld = false
  }

  /** Plays in a direction: at 1×, and faster with each press. One frame while it is held. */
  shuttleTo(direction: 1 | -1): void {
    if (this.#isHeld) this.step(direction)
    else this.#run(nextShuttle(this.#shuttle, direction))
  }

  step(frames: number): void {
    this.pause()
    this.showFrame(this.frame + frames)
  }

  showFrame(frame: number): void {
    const last = Math.max(0, this.frames - 1)
    this.seek(middleOfFrame(Math.min(Math.max(0, frame), last), this.#timebase))
  }

  seek(seconds: number): void {
    const video = this.#video
    if (!video) return
    video.currentTime = Math.min(Math.max(0, seconds), this.#duration)
    this.#seconds = video.currentTime
  }

  setSpeed(speed: number): void {
    this.#speed = speed
    if (this.#video && this.#shuttle > 0) this.#video.playbackRate = speed * this.#shuttle
    else if (this.#shuttle < 0) this.#run(this.#shuttle)
  }

  setVolume(volume: number): void {
    this.#volume = volume
    if (this.#video) this.#video.volume = volume
  }

  /** Returns the element with its current frame on screen, paused; undefined where there is none. */
  async still(): Promise<HTMLVideoElement | undefined> {
    this.pause()
    const video = this.#video
    if (video?.seeking)
      await new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }))
    return video === this.#video ? video : undefined
  }

  #run(shuttle: number): void {
    const video = this.#video
    if (!video) return
    this.#end()
    this.#shuttle = shuttle
    if (shuttle < 0) {
      video.pause()
      this.#stopBackwards = playBackwards(-shuttle * this.#speed, {
        framesPerSecond: this.#timebase.framesPerSecond,
        frame: () => this.frame,
        isSeeking: () => video.seeking,
        show: (frame) => this.showFrame(frame),
        onStart: () => this.pause()
      })
      return
    }
    video.playbackRate = this.#speed * shuttle
    // Interrupted by a pause or another clip: not an error.
    void video.play().catch(() => this.#video === video && video.paused && this.#forgetForwards())
  }

  #end(): void {
    this.#stopBackwards?.()
    this.#stopBackwards = undefined
    this.#shuttle = 0
  }

  #forgetForwards(): void {
    this.#shuttle = Math.min(this.#shuttle, 0)
  }

  #show(seconds: number): void {
    this.#seconds = seconds
    const range = this.#loopedRange()
    // At the last frame and not after it: none outside of the marks is shown.
    if (!range || this.#shuttle <= 0 || this.frame < range.last) return
    if (range.first === range.last) this.pause()
    else this.showFrame(range.first)
  }

  /** Starts the marked range again, where it reaches to the end of the clip. */
  #repeat(): void {
    const range = this.#loopedRange()
    if (!range || range.first === range.last) return
    this.showFrame(range.first)
    this.play()
  }

  #loopedRange(): FrameRange | null {
    return this.#played.isLooping?.() ? (this.#played.range?.() ?? null) : null
  }
}
