import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'

const crashesBeforeAsking = 3
const crashesCountForMs = 60_000

interface WindowRecoveryNeeds {
  readonly clock: Clock
  readonly logger: Logger
  /** Reloads the page. */
  readonly reload: () => void
  /** Kills the page's process; it is reported as a crash. */
  readonly endPage: () => void
  /** Asks whether to reload an unresponsive window; the dialog closes when `answered` fires. */
  readonly mayReload: (answered: AbortSignal) => Promise<boolean>
  /** Asks whether to try again after repeated crashes; false quits the program. */
  readonly mayTryAgain: () => Promise<boolean>
  readonly leave: () => void
}

/**
 * Reloads the page after it crashed or hung. The main process has all state, so a new page continues where the old one
 * was, and generations go on meanwhile.
 */
export class WindowRecovery {
  #crashesAtMs: readonly number[] = []
  #question: AbortController | null = null

  constructor(private readonly deps: WindowRecoveryNeeds) {}

  /** Handles the end of the page's process. */
  async crashed(reason: string): Promise<void> {
    const nowMs = this.deps.clock.now()
    this.deps.logger.error(`Renderer process gone: ${reason}`)
    this.responsive()
    const isRecent = (atMs: number): boolean => Math.abs(nowMs - atMs) < crashesCountForMs
    this.#crashesAtMs = [...this.#crashesAtMs.filter(isRecent), nowMs]
    if (this.#crashesAtMs.length < crashesBeforeAsking) return this.deps.reload()
    // A page that always crashes must not be reloaded forever.
    this.#crashesAtMs = []
    if (await this.deps.mayTryAgain()) this.deps.reload()
    else this.deps.leave()
  }

  /** Handles an unresponsive page: it may be busy, or never recover. */
  async unresponsive(): Promise<void> {
    if (this.#question) return
    this.deps.logger.warn('Window unresponsive')
    const question = new AbortController()
    this.#question = question
    const mayReload = await this.deps.mayReload(question.signal)
    if (question.signal.aborted) return
    this.#question = null
    // A reload would wait for the hanging page.
    if (mayReload) this.deps.endPage()
  }

  responsive(): void {
    this.#question?.abort()
    this.#question = null
  }
}
