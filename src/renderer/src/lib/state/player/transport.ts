import type { Timebase } from '@shared/media/timecode'

/** What controls and keys need of whatever plays: one clip, or several in step. */
export interface Transport {
  readonly hasVideo: boolean
  readonly seconds: number
  readonly duration: number
  readonly timebase: Timebase
  /** The frame on screen, from 0. */
  readonly frame: number
  readonly frames: number
  readonly isPlaying: boolean
  /** Whether K is down: J and L then step. */
  readonly isHeld: boolean
  /** 1, 2 or 4 forwards, negative backwards; 0 while it is paused. */
  readonly shuttle: number
  readonly speed: number
  toggle(): void
  pause(): void
  hold(): void
  release(): void
  shuttleTo(direction: 1 | -1): void
  step(frames: number): void
  seek(seconds: number): void
  setSpeed(speed: number): void
}
