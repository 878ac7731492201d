import type { Clock } from '../base/clock'

/** Longest wait: a page that fails, hangs or stays hidden must not hold back what was paid for. */
const waitAtMostMs = 10_000

/**
 * The moment when the window has shown its first clips. Work that nobody waits for begins afterwards, because starting
 * is bound by the processor.
 */
export class FirstPaint {
  readonly done: Promise<void>
  #resolve: () => void = () => undefined
  readonly #cancelTimer: () => void

  /** @param isExpected False without a window: nothing waits then. */
  constructor({ clock, isExpected }: { readonly clock: Clock; readonly isExpected: boolean }) {
    this.done = new Promise((resolve) => (this.#resolve = resolve))
    this.#cancelTimer = isExpected ? clock.setTimer(waitAtMostMs, this.note) : () => undefined
    if (!isExpected) this.#resolve()
  }

  /** Called by the window, each time that it was loaded. */
  readonly note = (): void => {
    this.dispose()
    this.#resolve()
  }

  readonly dispose = (): void => this.#cancelTimer()
}
