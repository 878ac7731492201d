import { createSubscriber } from 'svelte/reactivity'

const tickMs = 1000

/** The time, which ticks each second only while something on screen shows it. */
export class Clock {
  readonly #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, tickMs)
    return () => clearInterval(timer)
  })

  get nowMs(): number {
    this.#subscribe()
    return Date.now()
  }
}
