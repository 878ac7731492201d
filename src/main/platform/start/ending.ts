import type { App, Event } from 'electron'
import { ProblemError } from '@shared/problem'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'

/** So long everything may take to be put away: a logout gives hardly more. What is not by then is safe all the same. */
const putAwayWithinMs = 2_500
/** So long the program may take to end after that. */
const endWithinMs = 2_000

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

interface EndingNeeds {
  readonly app: Pick<App, 'exit' | 'relaunch'> & {
    on(event: 'before-quit', listener: (event: Pick<Event, 'preventDefault'>) => void): unknown
  }
  readonly process: Pick<NodeJS.Process, 'pid' | 'kill'> & {
    on(event: string, listener: (error: unknown) => void): unknown
  }
  readonly clock: Clock
  readonly logger: Logger
  /** Refuses further calls, flushes and closes what is open. */
  readonly putAway: () => Promise<void>
  /** A native call that never returns (a keyring waiting for somebody) would keep the process alive for ever. */
  readonly isNativeCallHung: () => boolean
  /** Asked when the user quits; false keeps the program running. */
  readonly mayQuit: () => Promise<boolean>
  /** Asked once everything is put away after an error that nothing expected. */
  readonly afterFailure: () => Promise<'restart' | 'quit'>
}

/** Every way that the program ends: the user quits, the system ends it, or an error that nothing expected. */
export class Ending {
  #isAsking = false
  #hasFailed = false
  #putAway: Promise<void> | null = null

  constructor(private readonly needs: EndingNeeds) {}

  watch(): void {
    const { app, process, logger } = this.needs
    app.on('before-quit', (event) => {
      event.preventDefault()
      void this.#quit()
    })
    // Electron would quit at them as at the user's wish, and ask.
    for (const signal of signals) process.on(signal, () => this.leave())
    process.on('uncaughtException', (error) => void this.#fail(error))
    process.on('unhandledRejection', (error) => {
      // A full disk or the like, which stopped one thing and left nothing half done.
      if (error instanceof ProblemError) logger.error('A failure that nobody waited for', error)
      else void this.#fail(error)
    })
  }

  /** Puts everything away and ends without a question: the system wants it, or the user said so. */
  leave(): void {
    void this.#putAwayOnce().then(() => this.#exit(0))
  }

  async #quit(): Promise<void> {
    if (this.#isAsking || this.#putAway) return
    this.#isAsking = true
    const mayQuit = await this.needs.mayQuit()
    this.#isAsking = false
    if (mayQuit) this.leave()
  }

  /** What has thrown where nobody expected it may have left anything half done: nothing goes on after that. */
  async #fail(error: unknown): Promise<void> {
    this.needs.logger.error('An error that nothing expected', error)
    if (this.#hasFailed || this.#putAway) return
    this.#hasFailed = true
    await this.#putAwayOnce()
    const choice = await this.needs.afterFailure()
    if (choice === 'restart') this.needs.app.relaunch()
    this.#exit(1)
  }

  #putAwayOnce(): Promise<void> {
    const { clock, logger, putAway } = this.needs
    this.#putAway ??= new Promise((resolve) => {
      clock.setTimer(putAwayWithinMs, resolve)
      putAway()
        .catch((error: unknown) => logger.error('Not everything could be put away', error))
        .finally(resolve)
    })
    return this.#putAway
  }

  #exit(code: number): void {
    const { app, process, clock, isNativeCallHung } = this.needs
    const kill = (): void => void process.kill(process.pid, 'SIGKILL')
    // Leaving in order would wait for the thread that hangs; everything is on disk already.
    if (isNativeCallHung()) return kill()
    clock.setTimer(endWithinMs, kill)
    app.exit(code)
  }
}
