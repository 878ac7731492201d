import { watchFrames } from '../player/watch-frames'

/** Up to here two clips count as in step: less than a frame at 30 a second. */
const tolerance = 0.02
/** Above this a clip jumps to its place; below, it plays a little slower or faster until it is there. */
const largestDrift = 0.25
/** Change of speed for a drift of a second, and at most. */
const gain = 0.8
const largestChange = 0.1
/** A jump shorter than this would show the same frame. */
const shortestJump = 0.004
/** A jump to the very end of a clip would show nothing. */
const lastMoment = 0.001

/** What brings a clip in step again: a change of speed, or a jump. */
export type Correction = { readonly rate: number } | 'jump'

/** Returns the correction for a clip that is ahead by some seconds, negative where it is behind. */
export function correctionFor(ahead: number): Correction {
  const drift = Math.abs(ahead)
  if (drift > largestDrift) return 'jump'
  if (drift < tolerance) return { rate: 1 }
  return { rate: 1 - Math.sign(ahead) * Math.min(drift * gain, largestChange) }
}

/**
 * Keeps a video in step with another, which is played and moved by its own player.
 *
 * @param shift How far it is ahead of the leader, in seconds. Asked for each time.
 * @returns The function that ends it, and one that moves it to its place after the shift changed.
 */
export function follow(
  leader: HTMLVideoElement,
  follower: HTMLVideoElement,
  shift: () => number
): { readonly stop: () => void; readonly align: () => void } {
  const ending = new AbortController()
  const on = (element: HTMLVideoElement, event: string, run: () => void): void =>
    element.addEventListener(event, run, { signal: ending.signal })
  const wanted = (): number => leader.currentTime + shift()
  const isWithin = (seconds: number): boolean => seconds >= 0 && seconds < length(follower)

  const align = (): void => {
    // Another jump follows once this one is done.
    if (follower.seeking) return
    const target = clamped(wanted(), follower)
    if (Math.abs(target - follower.currentTime) > shortestJump) follower.currentTime = target
  }
  const play = (): void => {
    follower.playbackRate = leader.playbackRate
    if (isWithin(wanted())) void follower.play().catch(() => undefined)
  }
  const pause = (): void => {
    follower.pause()
    align()
  }
  const keepUp = (): void => {
    if (leader.paused) return
    if (!isWithin(wanted())) return pause()
    if (follower.paused) {
      align()
      play()
      return
    }
    const correction = correctionFor(follower.currentTime - wanted())
    if (correction === 'jump') align()
    else follower.playbackRate = leader.playbackRate * correction.rate
  }

  on(leader, 'play', play)
  on(leader, 'pause', pause)
  on(leader, 'seeking', align)
  on(leader, 'ratechange', () => (follower.playbackRate = leader.playbackRate))
  on(follower, 'seeked', () => leader.paused && align())
  on(follower, 'loadedmetadata', align)
  const stopWatching = watchFrames(leader, keepUp)
  return {
    align,
    stop: () => {
      ending.abort()
      stopWatching()
      follower.pause()
    }
  }
}

const length = ({ duration }: HTMLVideoElement): number => (Number.isFinite(duration) ? duration : 0)

const clamped = (seconds: number, video: HTMLVideoElement): number =>
  Math.min(Math.max(0, seconds), Math.max(0, length(video) - lastMoment))
