import type { Client } from '$lib/api/client'
import { onceDrawn } from '$lib/utils/once-drawn'

/** A hidden window draws no frames. */
const hiddenAfterMs = 1_000

/**
 * The moment when the first clips are on screen. Everything beside them is built afterwards, and so does the main
 * process begin its other work then: starting is bound by the processor.
 */
export class FirstPaint {
  readonly done: Promise<void>
  readonly #client: Client
  #resolve: () => void = () => undefined
  #isDone = $state(false)
  #isExpected = false

  constructor(client: Client) {
    this.#client = client
    this.done = new Promise((resolve) => (this.#resolve = resolve))
  }

  get isDone(): boolean {
    return this.#isDone
  }

  /** Called once the clips are in the page, or it is known that there are none. */
  expect(): void {
    if (this.#isExpected) return
    this.#isExpected = true
    const late = setTimeout(() => this.#finish(), hiddenAfterMs)
    onceDrawn(() => {
      clearTimeout(late)
      this.#finish()
    })
  }

  #finish(): void {
    if (this.#isDone) return
    this.#isDone = true
    this.#resolve()
    this.#client.send('app.painted', {})
  }
}
