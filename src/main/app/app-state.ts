import type { AppState } from '@shared/app-state'
import type { Problem } from '@shared/problem'
import type { Clock } from '../base/clock'

/** Changes within this time are sent to the window together. */
const gatherMs = 40

/** Synchronous: during an await, an older state could get the newer revision and stay on screen. */
type GatherState = () => Omit<AppState, 'revision' | 'notices'>

/** Small state that the window shows. Sent as a whole when any of it changes. */
export class AppStateSource {
  #revision = 0
  #cancelTimer: (() => void) | null = null
  #notices: readonly Problem[] = []
  #isDisposed = false
  #gather: GatherState | null = null

  constructor(private readonly deps: { readonly clock: Clock; readonly emit: (state: AppState) => void }) {}

  /** Sets the source of the state; called once, before the first timer runs and the first call comes in. */
  connect(gather: GatherState): void {
    this.#gather = gather
  }

  current(): AppState {
    if (!this.#gather) throw new Error('The app state has no source yet')
    this.#revision += 1
    return { ...this.#gather(), revision: this.#revision, notices: [...this.#notices] }
  }

  /** Sends the state to the window soon. */
  readonly changed = (): void => {
    if (this.#cancelTimer || this.#isDisposed) return
    this.#cancelTimer = this.deps.clock.setTimer(gatherMs, () => {
      this.#cancelTimer = null
      this.deps.emit(this.current())
    })
  }

  /** Shows a notice until the user dismisses it; one with the same code is replaced. */
  readonly addNotice = (notice: Problem): void => {
    this.#notices = [...this.#notices.filter(({ code }) => code !== notice.code), notice]
    this.changed()
  }

  readonly dismissNotice = (code: string): void => {
    this.#notices = this.#notices.filter((notice) => notice.code !== code)
    this.changed()
  }

  dispose(): void {
    this.#isDisposed = true
    this.#cancelTimer?.()
  }
}
