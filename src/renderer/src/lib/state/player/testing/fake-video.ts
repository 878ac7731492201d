/** Stands in for a decoder: jumps at once, and shows frames when told. */
export class FakeVideo extends EventTarget {
  paused = true
  seeking = false
  duration = 10
  playbackRate = 1
  volume = 1
  /** Where it was sent, in order. */
  readonly jumps: number[] = []
  #time = 0
  #callback: ((now: number, metadata: { mediaTime: number }) => void) | undefined

  get currentTime(): number {
    return this.#time
  }
  set currentTime(seconds: number) {
    this.#time = seconds
    this.jumps.push(seconds)
    this.dispatchEvent(new Event('seeking'))
  }
  /** Changes the speed, as the player does. */
  changeRate(rate: number): void {
    this.playbackRate = rate
    this.dispatchEvent(new Event('ratechange'))
  }
  play(): Promise<void> {
    this.paused = false
    this.dispatchEvent(new Event('play'))
    return Promise.resolve()
  }
  pause(): void {
    if (this.paused) return
    this.paused = true
    this.dispatchEvent(new Event('pause'))
  }
  requestVideoFrameCallback(callback: (now: number, metadata: { mediaTime: number }) => void): number {
    this.#callback = callback
    return 1
  }
  cancelVideoFrameCallback(): void {
    this.#callback = undefined
  }
  removeAttribute(): void {}
  load(): void {}

  /** Presents a frame, as playing does. */
  present(seconds: number): void {
    this.#time = seconds
    this.#callback?.(0, { mediaTime: seconds })
  }
  /** What players take. */
  get element(): HTMLVideoElement {
    return this as unknown as HTMLVideoElement
  }
  get isWatched(): boolean {
    return this.#callback !== undefined
  }
}
