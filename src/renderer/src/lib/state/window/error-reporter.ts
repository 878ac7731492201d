import { ProblemError, sentencesOf, type Problem } from '@shared/problem'
import type { Client } from '$lib/api/client'
import type { ToastManager } from './toast-manager.svelte'

const bugWords = 'That failed because of a bug in Dailies. Details are in the log.'

/** Reports an error as a toast or log line, or ignores it. */
export class ErrorReporter {
  readonly #client: Client
  readonly #toasts: ToastManager

  constructor(client: Client, toasts: ToastManager) {
    this.#client = client
    this.#toasts = toasts
  }

  /** Shows an error. `title` says what failed, such as `Couldn’t copy the path`. */
  report(error: unknown, title?: string): void {
    if (error instanceof ProblemError) {
      this.show(error.problem, title)
      return
    }
    if (error instanceof DOMException && error.name === 'AbortError') return
    this.log(error)
    this.#toasts.show({ tone: 'warn', text: title ?? bugWords, detail: title ? bugWords : undefined })
  }

  show(problem: Problem, title?: string): void {
    if (problem.code === 'shutting_down') return
    const words = sentencesOf(problem)
    this.#toasts.show({
      tone: 'warn',
      text: title ?? words,
      detail: title ? words : undefined,
      kind: `problem ${problem.code} ${title ?? ''}`
    })
  }

  /** Sends a bug to the log of the main process. A failure of that is ignored: there is nowhere left to report it. */
  log(error: unknown): void {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    void this.#client
      .call('app.reportError', {
        message: message.slice(0, 2000),
        ...(stack !== undefined && { stack: stack.slice(0, 8000) })
      })
      .catch(() => undefined)
  }

  /** Runs something and shows a toast if it fails. Returns whether it succeeded. */
  async attempt(title: string, run: () => Promise<unknown>): Promise<boolean> {
    try {
      await run()
      return true
    } catch (error) {
      this.report(error, title)
      return false
    }
  }
}
