import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { VideoId } from '@shared/generation'
import { HoverPreview } from './hover-preview'

const id = '7a1f6c52-58a2-4d6e-9b0e-0d4f4f1f2a11' as VideoId

let host: HTMLElement
beforeEach(() => {
  vi.useFakeTimers()
  host = document.createElement('div')
})
afterEach(() => vi.useRealTimers())

it('plays once while the pointer rests on a tile, and gives the decoder back', () => {
  new HoverPreview().enter(host, id)
  vi.advanceTimersByTime(1_000)
  const video = host.querySelector('video')
  expect([video?.loop, video?.getAttribute('src')]).toEqual([false, expect.stringContaining(id)])
  video?.dispatchEvent(new Event('ended'))
  expect([host.childElementCount, video?.getAttribute('src') ?? null]).toEqual([0, null])
})

it('plays again when the pointer comes back', () => {
  const hover = new HoverPreview()
  for (let times = 0; times < 2; times += 1) {
    hover.enter(host, id)
    vi.advanceTimersByTime(1_000)
    expect(host.querySelector('video')).not.toBeNull()
    host.querySelector('video')?.dispatchEvent(new Event('ended'))
  }
})
