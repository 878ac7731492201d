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

it('plays once while the pointer stays on a tile, and gives the decoder back when it leaves', () => {
  const hover = new HoverPreview()
  hover.enter(host, id)
  vi.advanceTimersByTime(1_000)
  const video = host.querySelector('video')
  expect([video?.loop, video?.getAttribute('src')]).toEqual([false, expect.stringContaining(id)])
  hover.leave(host)
  expect([host.childElementCount, video?.getAttribute('src') ?? null]).toEqual([0, null])
})
