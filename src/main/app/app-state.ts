import type { AppState } from '@shared/app-state'
import type { Problem } from '@shared/problem'
import type { Clock } from '../base/clock'

/** Changes within this time reach the window as one. */
const gatherMs = 40

/** Gathers everything small that the window shows, and sends it whole when any of it changed. */
export class AppStateSource {
  #revision = 0
  #cancelTimer: (() => void) | null = null
  #notices: readonly Problem[] = []
  #disposed = false

  constructor(
    private readonly needs: {
      readonly clock: Clock
      /** In one go: with a wait in it, an earlier state could get the later revision, and stay on screen. */
      readonly gather: () => Omit<AppState, 'revision' | 'notices'>
      readonly emit: (state: AppState) => void
    }
  ) {}

  current(): AppState {
    this.#revision += 1
    return { ...this.needs.gather(), revision: this.#revision, notices: [...this.#notices] }
  }

  /** Something may have changed: the window hears of it a moment later. */
  readonly changed = (): void => {
    if (this.#cancelTimer || this.#disposed) return
    this.#cancelTimer = this.needs.clock.setTimer(gatherMs, () => {
      this.#cancelTimer = null
      this.needs.emit(this.current())
    })
  }

  /** Tells the user something once; it stays until dismissed. */
  addNotice(notice: Problem): void {
    this.#notices = [...this.#notices.filter(({ code }) => code !== notice.code), notice]
    this.changed()
  }

  dismissNotice(code: string): void {
    this.#notices = this.#notices.filter((notice) => notice.code !== code)
    this.changed()
  }

  dispose(): void {
    this.#disposed = true
    this.#cancelTimer?.()
  }
}
