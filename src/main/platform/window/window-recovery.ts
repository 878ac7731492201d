import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'

const crashesBeforeAsking = 3
const crashesCountForMs = 60_000

interface WindowRecoveryNeeds {
  readonly clock: Clock
  readonly logger: Logger
  /** Loads the page anew. */
  readonly reload: () => void
  /** Ends the page's process, whatever it is doing; that counts as a crash to the system and is reported as one. */
  readonly endPage: () => void
  /** Whether a window that does not answer shall be loaded anew; the question goes away when `answered` fires. */
  readonly mayReload: (answered: AbortSignal) => Promise<boolean>
  /** Asked when the page crashes again and again; false leaves the program. */
  readonly mayTryAgain: () => Promise<boolean>
  readonly leave: () => void
}

/**
 * Brings the page back after it crashed or hung. It holds nothing that main does not have, so that a new one takes
 * up where the old one was, and generations go on meanwhile.
 */
export class WindowRecovery {
  #crashesAtMs: readonly number[] = []
  #question: AbortController | null = null

  constructor(private readonly needs: WindowRecoveryNeeds) {}

  /** The page's process has ended. */
  async crashed(reason: string): Promise<void> {
    const nowMs = this.needs.clock.now()
    this.needs.logger.error(`The window's process ended: ${reason}`)
    this.responsive()
    const isRecent = (atMs: number): boolean => Math.abs(nowMs - atMs) < crashesCountForMs
    this.#crashesAtMs = [...this.#crashesAtMs.filter(isRecent), nowMs]
    if (this.#crashesAtMs.length < crashesBeforeAsking) return this.needs.reload()
    // A page that always crashes would be loaded for ever, and the user could not even quit it.
    this.#crashesAtMs = []
    if (await this.needs.mayTryAgain()) this.needs.reload()
    else this.needs.leave()
  }

  /** The page has not answered for a while: it may be busy, or never come back. */
  async unresponsive(): Promise<void> {
    if (this.#question) return
    this.needs.logger.warn('The window does not answer')
    const question = new AbortController()
    this.#question = question
    const mayReload = await this.needs.mayReload(question.signal)
    if (question.signal.aborted) return
    this.#question = null
    // A reload would wait for the page as everything else does.
    if (mayReload) this.needs.endPage()
  }

  responsive(): void {
    this.#question?.abort()
    this.#question = null
  }
}
