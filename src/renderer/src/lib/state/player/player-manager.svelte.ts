import { releaseVideo } from './release-video'

/** Length of a step where the file has no frame rate. */
const usualFrameRate = 24
export const speeds = [0.25, 0.5, 1, 1.5, 2] as const

/** Player of the inspector, for its buttons and the keyboard. */
export class PlayerManager {
  #video: HTMLVideoElement | undefined
  #frameRate = usualFrameRate
  #isPlaying = $state(false)
  #seconds = $state(0)
  #duration = $state(0)
  #speed = $state(1)
  #hasVideo = $state(false)
  #isFaulty = $state(false)
  #backwards: ReturnType<typeof setInterval> | undefined

  get hasVideo(): boolean {
    return this.#hasVideo
  }

  get isPlaying(): boolean {
    return this.#isPlaying
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

  /** Controls a video element until the returned function is called. */
  attach(video: HTMLVideoElement, framesPerSecond: number | null): () => void {
    this.#video = video
    this.#frameRate = framesPerSecond ?? usualFrameRate
    this.#hasVideo = true
    this.#isFaulty = false
    this.#seconds = 0
    this.#duration = 0
    video.playbackRate = this.#speed
    const detaching = new AbortController()
    const on = (event: string, run: () => void): void =>
      video.addEventListener(event, run, { signal: detaching.signal })
    on('play', () => (this.#isPlaying = true))
    on('pause', () => (this.#isPlaying = false))
    on('timeupdate', () => (this.#seconds = video.currentTime))
    on('seeking', () => (this.#seconds = video.currentTime))
    on('durationchange', () => (this.#duration = Number.isFinite(video.duration) ? video.duration : 0))
    on('error', () => (this.#isFaulty = true))
    return () => {
      detaching.abort()
      this.#stopBackwards()
      releaseVideo(video)
      this.#video = undefined
      this.#hasVideo = false
      this.#isPlaying = false
    }
  }

  toggle(): void {
    if (this.#isPlaying || this.#backwards) this.pause()
    else this.play()
  }

  play(): void {
    this.#stopBackwards()
    // Interrupted by a pause or another clip: not an error.
    void this.#video?.play().catch(() => undefined)
  }

  pause(): void {
    this.#stopBackwards()
    this.#video?.pause()
  }

  /** Plays backwards frame by frame at the clip's own rate, as Chromium cannot play in reverse. */
  playBackwards(): void {
    this.pause()
    if (!this.#video) return
    this.#backwards = setInterval(() => {
      this.#seekBy(-1 / this.#frameRate)
      if (this.#video?.currentTime === 0) this.#stopBackwards()
    }, 1000 / this.#frameRate)
  }

  step(frames: number): void {
    this.pause()
    this.#seekBy(frames / this.#frameRate)
  }

  seek(seconds: number): void {
    const video = this.#video
    if (!video) return
    video.currentTime = Math.min(Math.max(0, seconds), this.#duration)
    this.#seconds = video.currentTime
  }

  setSpeed(speed: number): void {
    this.#speed = speed
    if (this.#video) this.#video.playbackRate = speed
  }

  #seekBy(seconds: number): void {
    this.seek((this.#video?.currentTime ?? 0) + seconds)
  }

  #stopBackwards(): void {
    clearInterval(this.#backwards)
    this.#backwards = undefined
  }
}
