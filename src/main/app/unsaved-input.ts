import type { Clock } from '../base/clock'

/** Longest wait: a page that hangs must not keep the program from closing. */
const waitAtMostMs = 1_000

/** What was typed in the window and not saved yet, because saving waits until the typing pauses. */
export class UnsavedInput {
  #resolve: () => void = () => undefined

  constructor(private readonly deps: { readonly clock: Clock; readonly askWindow: () => void }) {}

  /** Has the window save it. Resolves once it has, or after a second. */
  async save(): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancelTimer = this.deps.clock.setTimer(waitAtMostMs, resolve)
      this.#resolve = () => {
        cancelTimer()
        resolve()
      }
      this.deps.askWindow()
    })
  }

  /** Called by the window when all is saved. */
  readonly noteSaved = (): void => this.#resolve()
}
