import { createSubscriber } from 'svelte/reactivity'

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
}
