import type { AppState } from '@shared/app-state'
import type { Problem } from '@shared/problem'
import type { Clock } from './clock'

/** Changes within this time reach the window as one. */
const gatherMs = 40

/** Gathers everything small that the window shows, and sends it whole when any of it changed. */
export class AppStateSource {
  #revision = 0
  #cancelTimer: (() => void) | null = null
  #notices: readonly Problem[] = []
  #disposed = false
  #telling: Promise<void> = Promise.resolve()

  constructor(
    private readonly needs: {
      readonly clock: Clock
      readonly gather: () => Promise<Omit<AppState, 'revision' | 'notices'>>
      readonly emit: (state: AppState) => void
    }
  ) {}

  async current(): Promise<AppState> {
    const gathered = await this.needs.gather()
    this.#revision += 1
    return { ...gathered, revision: this.#revision, notices: [...this.#notices] }
  }

  /** Something may have changed: the window hears of it a moment later. */
  readonly changed = (): void => {
    if (this.#cancelTimer || this.#disposed) return
    this.#cancelTimer = this.needs.clock.setTimer(gatherMs, () => {
      this.#cancelTimer = null
      this.#telling = this.current().then((state) => {
        if (!this.#disposed) this.needs.emit(state)
      })
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

  /** Waits for what is being gathered: it reads services that are about to go. */
  async dispose(): Promise<void> {
    this.#disposed = true
    this.#cancelTimer?.()
    await this.#telling
  }
}
