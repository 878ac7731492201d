import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeVideo } from '../player/testing/fake-video'
import { correctionFor, InStep } from './in-step'

let leader: FakeVideo
let follower: FakeVideo
let shift: number
let inStep: InStep
beforeEach(() => {
  leader = new FakeVideo()
  follower = new FakeVideo()
  shift = 0
  inStep = new InStep(leader.element)
  inStep.add(follower.element, () => shift)
})

describe('a clip that follows another', () => {
  it('goes where it goes, ahead by its shift', () => {
    leader.currentTime = 2
    expect(follower.currentTime).toBe(2)
    shift = 0.5
    inStep.align()
    expect(follower.currentTime).toBe(2.5)
    leader.currentTime = 4
    expect(follower.currentTime).toBe(4.5)
  })

  it('stays within its own length', () => {
    follower.duration = 3
    shift = -1
    leader.currentTime = 0.5
    expect(follower.currentTime).toBe(0)
    leader.currentTime = 8
    expect(follower.currentTime).toBeCloseTo(2.999)
  })

  it('plays and pauses with it, at its speed', async () => {
    leader.playbackRate = 2
    await leader.play()
    expect([follower.paused, follower.playbackRate]).toEqual([false, 2])
    leader.present(1)
    leader.pause()
    expect([follower.paused, follower.currentTime]).toEqual([true, 1])
  })

  it('catches up by its speed', async () => {
    leader.currentTime = 0.9
    await leader.play()
    leader.present(1)
    expect(follower.playbackRate).toBeCloseTo(1.08)
    follower.present(1)
    expect([follower.playbackRate, follower.jumps]).toEqual([1, [0.9]])
  })

  it('is waited for where it is far behind, until it is there', async () => {
    await leader.play()
    follower.present(1)
    leader.present(1.5)
    expect([leader.playbackRate, follower.playbackRate]).toEqual([0, 1])
    follower.present(1.4)
    expect(leader.playbackRate).toBe(0)
    leader.changeRate(2)
    expect([leader.playbackRate, follower.playbackRate]).toEqual([0, 2])
    follower.present(1.49)
    expect([leader.playbackRate, follower.jumps]).toEqual([2, []])
  })

  it('waits where it is far ahead', async () => {
    await leader.play()
    leader.present(1)
    follower.present(2)
    expect([leader.playbackRate, follower.playbackRate]).toEqual([1, 0])
    leader.present(1.9)
    expect(follower.playbackRate).toBe(0)
    leader.present(1.99)
    expect(follower.playbackRate).toBe(1)
  })

  it('is not waited for once it failed', async () => {
    await leader.play()
    leader.present(1)
    expect(leader.playbackRate).toBe(0)
    follower.dispatchEvent(new Event('error'))
    expect(leader.playbackRate).toBe(1)
  })

  it('waits at its end, and goes on when the leader starts again', async () => {
    follower.duration = 3
    await leader.play()
    leader.present(3.5)
    expect(follower.paused).toBe(true)
    leader.currentTime = 0
    leader.present(0.04)
    expect([follower.paused, follower.currentTime]).toEqual([false, 0.04])
  })

  it('makes up for a jump that came while another was pending', () => {
    leader.currentTime = 1
    follower.seeking = true
    leader.currentTime = 5
    expect(follower.currentTime).toBe(1)
    follower.seeking = false
    follower.dispatchEvent(new Event('seeked'))
    expect(follower.currentTime).toBe(5)
    follower.dispatchEvent(new Event('seeked'))
    expect(follower.jumps).toEqual([1, 5])
  })

  it('is left alone once that ended', () => {
    inStep.stop()
    leader.currentTime = 2
    expect([follower.jumps, leader.isWatched]).toEqual([[], false])
  })
})

it('corrects towards the leader, gently or by waiting', () => {
  fc.assert(
    fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.boolean(), (ahead, isWaiting) => {
      const { rate, leaderWaits } = correctionFor(ahead, isWaiting)
      if (leaderWaits) expect([ahead < 0, rate]).toEqual([true, 1])
      else if (rate === 0) expect(ahead).toBeGreaterThan(0)
      else {
        expect(Math.abs(rate - 1)).toBeLessThan(0.1001)
        if (rate !== 1) expect(Math.sign(rate - 1)).toBe(-Math.sign(ahead))
      }
    })
  )
})
