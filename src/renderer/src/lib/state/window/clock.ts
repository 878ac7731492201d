import { createSubscriber } from 'svelte/reactivity'
import type { GenerationView } from '@shared/generation'
import { changesWithTime } from '$lib/utils/phase'

const tickMs = 1000

/** Current time; ticks every second while something on screen reads it. */
export class Clock {
  readonly #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, tickMs)
    return () => clearInterval(timer)
  })

  get nowMs(): number {
    this.#subscribe()
    return Date.now()
  }

  /** Returns the current time, and ticks only while it changes what these generations or a deadline say. */
  nowFor(generations: readonly GenerationView[], untilMs: number | null = null): number {
    const nowMs = Date.now()
    const isTicking =
      (untilMs !== null && untilMs > nowMs) || generations.some((one) => changesWithTime(one, nowMs))
    return isTicking ? this.nowMs : nowMs
  }
}
