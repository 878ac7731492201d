import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeVideo } from '$lib/api/fake-rows'
import { HoverPreview } from './hover-preview'

const video = fakeVideo({ hasStrip: false })

let host: HTMLElement
beforeEach(() => {
  vi.useFakeTimers()
  host = document.createElement('div')
})
afterEach(() => vi.useRealTimers())

const create = (reducesMotion = false): HoverPreview =>
  new HoverPreview({ onUnreadableStrip: () => undefined, reducesMotion: () => reducesMotion })
const playing = (): HTMLVideoElement | null => host.querySelector('video')
const move = (clientX: number): boolean =>
  host.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY: 10 }))

it('plays once when the pointer stays on a tile, and stays at the last frame', () => {
  create().enter(host, video)
  move(10)
  vi.advanceTimersByTime(299)
  expect(playing()).toBeNull()
  vi.advanceTimersByTime(1)
  expect(playing()?.getAttribute('src')).toContain(video.id)
  expect(playing()?.loop).toBe(false)
  playing()?.dispatchEvent(new Event('ended'))
  expect(playing()).not.toBeNull()
  expect(vi.getTimerCount()).toBe(0)
})

it('plays nothing where a tile comes to lie under a pointer that does not move', () => {
  create().enter(host, video)
  vi.advanceTimersByTime(1000)
  expect([playing(), vi.getTimerCount()]).toEqual([null, 0])
  move(10)
  vi.advanceTimersByTime(300)
  expect(playing()).not.toBeNull()
})

it('does not play while the pointer moves, and plays again after the next pause', () => {
  create().enter(host, video)
  for (const x of [20, 30, 40]) {
    vi.advanceTimersByTime(200)
    move(x)
    expect(playing()).toBeNull()
  }
  vi.advanceTimersByTime(300)
  expect(playing()).not.toBeNull()
  move(60)
  expect(playing()).toBeNull()
  vi.advanceTimersByTime(300)
  expect(playing()).not.toBeNull()
})

it('keeps playing under a hand that trembles', () => {
  create().enter(host, video)
  move(10)
  vi.advanceTimersByTime(300)
  move(12)
  expect(playing()).not.toBeNull()
})

it('stops at once when the pointer leaves, and gives the decoder back', () => {
  const hover = create()
  hover.enter(host, video)
  move(10)
  vi.advanceTimersByTime(300)
  const element = playing()
  hover.leave(host)
  expect([host.childElementCount, element?.getAttribute('src') ?? null]).toEqual([0, null])
  move(50)
  vi.advanceTimersByTime(1000)
  expect(host.childElementCount).toBe(0)
})

it('plays nothing where motion is to be reduced', () => {
  create(true).enter(host, video)
  move(10)
  vi.advanceTimersByTime(1000)
  expect([playing(), vi.getTimerCount()]).toEqual([null, 0])
})
