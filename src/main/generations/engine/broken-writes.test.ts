import { describe, expect, it } from 'vitest'
import type { VideoId } from '@shared/generation'
import { emptyStore, EngineBench } from '../testing/engine-bench'
import type { GenerationStore, Move, VideoChange } from '../domain/ports'

const minute = 60_000

type Breaks = 'before' | 'after'

/** A store whose nth write throws, before or after the data is on disk. */
class BreakingStore {
  writes = 0
  readonly store: GenerationStore

  constructor(
    inner: GenerationStore,
    private readonly nth: number,
    private readonly breaks: Breaks,
    /** Simulates a dead process: nothing is written after it. */
    private readonly isDead = false
  ) {
    const guarded =
      <Args extends readonly unknown[], Out>(write: (...args: Args) => Out) =>
      (...args: Args): Out => {
        this.writes += 1
        const isNow = this.writes === this.nth
        if (this.#isOver() || (isNow && this.breaks === 'before')) throw new Error('disk I/O error')
        const written = write(...args)
        if (isNow) throw new Error('disk I/O error')
        return written
      }
    this.store = {
      ...inner,
      move: guarded((move: Move) => inner.move(move)),
      changeVideo: guarded((id: VideoId, change: VideoChange) => inner.changeVideo(id, change))
    }
  }

  #isOver(): boolean {
    return this.isDead && this.writes > this.nth
  }
}

/** Writes of a generation: sent, accepted, finished, saved, ready. */
const writes = [1, 2, 3, 4, 5].flatMap((nth) => [[nth, 'before'] as const, [nth, 'after'] as const])

describe('each write during a generation [F03, F05]', () => {
  it.each(writes)('write %i fails %s it is done: generates once, and becomes ready', async (nth, breaks) => {
    const breaking = new BreakingStore(emptyStore(), nth, breaks)
    const bench = new EngineBench(breaking.store)
    bench.engine.start()
    const [id] = await bench.generate('boat')
    await bench.run(5 * minute)
    expect(breaking.writes).toBeGreaterThanOrEqual(nth)
    expect(bench.state(id!)).toBe('ready')
    expect(bench.provider.submits).toHaveLength(1)
    expect(bench.saver.saves.length).toBeLessThanOrEqual(2)
  })

  it.each(writes)(
    'write %i is the last before a crash (%s it is done): resumes at the next start',
    async (nth, breaks) => {
      const inner = emptyStore()
      const bench = new EngineBench(new BreakingStore(inner, nth, breaks, true).store)
      bench.engine.start()
      const [id] = await bench.generate('boat')
      await bench.run(10_000)
      const next = new EngineBench(inner)
      next.engine.start()
      await next.run(5 * minute)
      // Between the request and its answer it is unknown whether it was accepted.
      const isUnclear = (nth === 1 && breaks === 'after') || (nth === 2 && breaks === 'before')
      expect(next.state(id!)).toBe(isUnclear ? 'unconfirmed' : 'ready')
      expect(bench.provider.submits.length + next.provider.submits.length).toBe(
        nth === 1 && breaks === 'after' ? 0 : 1
      )
    }
  )
})
