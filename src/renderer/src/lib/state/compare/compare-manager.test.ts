import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { GenerationId, GenerationView } from '@shared/generation'
import { fakeGeneration, fakeVideo } from '../../api/fake-rows'
import { FakeVideo } from '../player/testing/fake-video'
import { CompareManager } from './compare-manager.svelte'

const lengths = [4000, 8000, 8000, 4000, 4000]
const rows: readonly GenerationView[] = lengths.map((durationMs) =>
  fakeGeneration({ videos: [fakeVideo({ durationMs, framesPerSecond: 25 })] })
)
const id = (index: number): GenerationId => rows[index]!.id
const onClose = vi.fn()
let compare: CompareManager
beforeEach(() => {
  onClose.mockClear()
  compare = new CompareManager({
    find: (one) => rows.find((row) => row.id === one),
    isLooping: () => false,
    onOpen: () => undefined,
    onClose
  })
})
const order = (): readonly number[] => compare.ids.map((one) => rows.findIndex((row) => row.id === one))

/** Attaches a video to each pane, in some order. */
const attachAll = (...indexes: readonly number[]): readonly FakeVideo[] => {
  const videos = rows.map(() => new FakeVideo())
  for (const index of indexes) {
    compare.attach(id(index), videos[index]!.element)
    videos[index]!.dispatchEvent(new Event('durationchange'))
  }
  return videos
}

describe('comparing clips', () => {
  it('takes two to four', () => {
    compare.open([id(0)])
    expect(compare.isOpen).toBe(false)
    compare.open(rows.map((row) => row.id))
    expect(order()).toEqual([0, 1, 2, 3])
    compare.close()
    compare.close()
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('lets the longest clip lead, whichever comes first', () => {
    for (const indexes of [
      [0, 1],
      [1, 0]
    ]) {
      compare.open([id(0), id(1)])
      const videos = attachAll(...indexes)
      compare.player.seek(2)
      expect([videos[1]!.jumps, videos[0]!.jumps]).toEqual([[2], [2]])
      compare.close()
    }
  })

  it('moves a pane against the others, the leading one as well', () => {
    compare.open([id(0), id(1)])
    const videos = attachAll(0, 1)
    compare.player.seek(2)
    compare.shift(id(0), 5)
    expect(videos[0]!.currentTime).toBeCloseTo(2.2)
    compare.shift(id(1), 5)
    expect([videos[0]!.currentTime, compare.offsetOf(id(1))]).toEqual([2, 5])
  })

  it('swaps panes, and keeps what plays where', () => {
    compare.open([id(0), id(1), id(2)])
    compare.goOn(-1)
    expect(compare.active).toBe(id(2))
    compare.swap(1)
    expect([order(), compare.active]).toEqual([[2, 1, 0], id(2)])
    compare.goOn(1)
    expect(compare.active).toBe(id(1))
  })

  it('lets one clip be heard, or none', () => {
    compare.open([id(0), id(1)])
    expect(compare.heard).toBe(id(0))
    compare.hear(id(1))
    expect(compare.heard).toBe(id(1))
    compare.hear(id(1))
    expect(compare.heard).toBeNull()
  })

  it('wipes between two only', () => {
    compare.open([id(0), id(1)])
    compare.toggleWipe()
    compare.wipeTo(1.5)
    expect([compare.isWipe, compare.wipeAt]).toEqual([true, 1])
    compare.open([id(0), id(1), id(2)])
    compare.toggleWipe()
    expect(compare.isWipe).toBe(false)
  })
})
