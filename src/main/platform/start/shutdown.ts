import type { App, Event } from 'electron'
import { ProblemError } from '@shared/problem'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'

/** Time limit for closing everything: a logout allows hardly more. Anything not closed by then is safe on disk. */
const closeWithinMs = 2_500
/** Time limit for the process to end after that. */
const exitWithinMs = 2_000

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

interface ShutdownDeps {
  readonly app: Pick<App, 'exit'> & {
    on(event: 'before-quit', listener: (event: Pick<Event, 'preventDefault'>) => void): unknown
  }
  readonly process: Pick<NodeJS.Process, 'pid' | 'kill'> & {
    on(event: string, listener: (error: unknown) => void): unknown
  }
  readonly clock: Clock
  readonly logger: Logger
  /** Refuses further calls, flushes and closes what is open. */
  readonly close: () => Promise<void>
  /** Starts the program again once this one has ended. */
  readonly relaunch: () => void
  /** A native call that never returns, such as a locked keyring, would keep the process alive. */
  readonly isNativeCallHung: () => boolean
  /** Called when the user quits; false keeps the program running. */
  readonly mayQuit: () => Promise<boolean>
  /** Called once everything is closed after an uncaught exception. */
  readonly askAfterFailure: () => Promise<'restart' | 'quit'>
}

/** Handles every way that the program ends: the user, the system, or an uncaught exception. */
export class Shutdown {
  #isAsking = false
  #hasFailed = false
  /** Everything is closed: who quits now may. */
  #mayEnd = false
  #closing: Promise<void> | null = null

  constructor(private readonly deps: ShutdownDeps) {}

  /** Subscribes to quit requests, signals and uncaught exceptions. */
  register(): void {
    const { app, process, logger } = this.deps
    app.on('before-quit', (event) => {
      if (this.#mayEnd) return
      event.preventDefault()
      void this.#quit()
    })
    // Without a listener Electron treats signals as a quit by the user, and would ask.
    for (const signal of signals) process.on(signal, () => this.begin())
    process.on('uncaughtException', (error) => void this.#fail(error))
    process.on('unhandledRejection', (error) => {
      // An expected failure, such as a full disk: it stopped one operation and left nothing half done.
      if (error instanceof ProblemError) logger.error('Unhandled failure', error)
      else void this.#fail(error)
    })
  }

  /**
   * Closes everything and exits without asking.
   *
   * @param last Runs once everything is closed, such as an installer. It may quit the program itself.
   */
  begin(last?: () => Promise<void>): void {
    void this.#closeOnce()
      .then(() => {
        this.#mayEnd = last !== undefined
        return last?.()
      })
      .catch((error: unknown) => this.deps.logger.error('Shutdown step failed', error))
      .finally(() => this.#exit(0))
  }

  async #quit(): Promise<void> {
    if (this.#isAsking || this.#closing) return
    this.#isAsking = true
    const mayQuit = await this.deps.mayQuit()
    this.#isAsking = false
    if (mayQuit) this.begin()
  }

  /** Stops after an uncaught exception, which may have left anything half done. */
  async #fail(error: unknown): Promise<void> {
    this.deps.logger.error('Uncaught exception', error)
    if (this.#hasFailed || this.#closing) return
    this.#hasFailed = true
    await this.#closeOnce()
    const choice = await this.deps.askAfterFailure()
    if (choice === 'restart') this.deps.relaunch()
    this.#exit(1)
  }

  #closeOnce(): Promise<void> {
    const { clock, logger, close } = this.deps
    this.#closing ??= new Promise((resolve) => {
      clock.setTimer(closeWithinMs, resolve)
      close()
        .catch((error: unknown) => logger.error('Shutdown step failed', error))
        .finally(resolve)
    })
    return this.#closing
  }

  #exit(code: number): void {
    const { app, process, clock, isNativeCallHung } = this.deps
    const kill = (): void => void process.kill(process.pid, 'SIGKILL')
    // A normal exit would wait for the hanging thread; everything is on disk already.
    if (isNativeCallHung()) return kill()
    clock.setTimer(exitWithinMs, kill)
    app.exit(code)
  }
}
