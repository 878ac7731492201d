import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PlayerManager } from './player-manager.svelte'
import { FakeVideo } from './testing/fake-video'

let video: FakeVideo
let player: PlayerManager
let detach: () => void
const attach = (more: Partial<Parameters<PlayerManager['attach']>[1]> = {}): void => {
  video = new FakeVideo()
  detach = player.attach(video.element, { framesPerSecond: 24, ...more })
  video.dispatchEvent(new Event('durationchange'))
}
beforeEach(() => {
  vi.useFakeTimers()
  player = new PlayerManager()
  attach()
})
afterEach(() => {
  detach()
  vi.useRealTimers()
})

describe('the shuttle', () => {
  it('doubles with each press, up to 4×', () => {
    const rates = [1, 2, 3, 4].map(() => {
      player.shuttleTo(1)
      return [player.shuttle, video.playbackRate]
    })
    expect(rates).toEqual([
      [1, 1],
      [2, 2],
      [4, 4],
      [4, 4]
    ])
    player.pause()
    expect([player.shuttle, video.paused]).toEqual([0, true])
    player.play()
    expect(video.playbackRate).toBe(1)
  })

  it('multiplies the chosen speed', () => {
    player.setSpeed(0.5)
    player.shuttleTo(1)
    player.shuttleTo(1)
    expect(video.playbackRate).toBe(1)
    player.setSpeed(2)
    expect(video.playbackRate).toBe(4)
  })

  it('plays backwards by the time that passed, and stops at the first frame', () => {
    player.showFrame(48)
    player.shuttleTo(-1)
    vi.advanceTimersByTime(1000)
    expect([player.frame, player.shuttle]).toEqual([24, -1])
    player.shuttleTo(-1)
    vi.advanceTimersByTime(250)
    expect(player.frame).toBe(12)
    vi.advanceTimersByTime(10_000)
    expect([player.frame, player.isPlaying]).toEqual([0, false])
  })

  it('changes direction at 1×', () => {
    player.shuttleTo(1)
    player.shuttleTo(1)
    player.shuttleTo(-1)
    expect(player.shuttle).toBe(-1)
    player.shuttleTo(1)
    expect([player.shuttle, video.paused]).toEqual([1, false])
  })

  it('steps frames while K is held', () => {
    player.showFrame(10)
    player.hold()
    player.shuttleTo(1)
    player.shuttleTo(1)
    player.shuttleTo(-1)
    expect([player.frame, player.isPlaying]).toEqual([11, false])
    player.release()
    player.shuttleTo(1)
    expect(player.shuttle).toBe(1)
  })
})

describe('frames', () => {
  it('step by one, and stay within the clip', () => {
    player.step(-1)
    expect(player.frame).toBe(0)
    for (let count = 0; count < 30; count += 1) player.step(1)
    expect(player.frame).toBe(30)
    player.showFrame(10_000)
    expect(player.frame).toBe(239)
  })

  it('count as they are presented, except while a jump is pending', () => {
    video.present(2)
    expect(player.frame).toBe(48)
    player.showFrame(100)
    video.seeking = true
    video.present(2)
    expect(player.frame).toBe(100)
  })
})

describe('a loop of the marks', () => {
  const range = { first: 24, last: 48 }
  it('goes back from the last marked frame', () => {
    attach({ range: () => range, isLooping: () => true })
    player.play()
    video.present(47 / 24)
    expect(player.frame).toBe(47)
    video.present(48 / 24)
    expect(player.frame).toBe(24)
  })

  it('starts again at the in where the marks reach to the end', () => {
    attach({ range: () => ({ first: 24, last: 239 }), isLooping: () => true })
    player.play()
    video.pause()
    video.dispatchEvent(new Event('ended'))
    expect([player.frame, player.isPlaying]).toEqual([24, true])
  })

  it('is left alone while paused, and where nothing loops', () => {
    attach({ range: () => range, isLooping: () => true })
    video.present(3)
    expect(player.frame).toBe(72)
    attach({ range: () => range, isLooping: () => false })
    player.play()
    video.present(3)
    expect(player.frame).toBe(72)
  })
})

it('releases the element and its callback', () => {
  player.play()
  detach()
  expect([video.isWatched, video.paused, player.hasVideo, player.isPlaying]).toEqual([
    false,
    true,
    false,
    false
  ])
})

it('stays at the volume that was set, for every clip', () => {
  player.setVolume(0.25)
  attach()
  expect(video.volume).toBe(0.25)
})

it('waits for a pending jump before a frame is taken', async () => {
  video.seeking = true
  let taken: unknown
  void player.still().then((element) => (taken = element))
  await Promise.resolve()
  expect(taken).toBeUndefined()
  video.seeking = false
  video.dispatchEvent(new Event('seeked'))
  await vi.waitFor(() => expect(taken).toBe(video.element))
})
