import { pageLimit } from '@shared/contract'
import type { SentPrompt } from '@shared/prompt-work'
import { escapeVariations } from '@shared/variations'
import type { Client } from '../api/client'
import type { ErrorReporter } from './error-reporter'

/** Every prompt that was sent, and the place in them that ↑ has come to. */
export class PromptHistory {
  readonly #client: Client
  readonly #errors: ErrorReporter
  #found = $state.raw<readonly SentPrompt[]>([])
  #recalled: readonly string[] = []
  #position = -1
  #lastSearch = 0

  constructor(client: Client, errors: ErrorReporter) {
    this.#client = client
    this.#errors = errors
  }

  /** What the last search found, newest first. */
  get found(): readonly SentPrompt[] {
    return this.#found
  }

  async search(text: string): Promise<void> {
    const number = ++this.#lastSearch
    const { prompts } = await this.#client.call('prompts.history', { text, limit: pageLimit })
    if (number === this.#lastSearch) this.#found = prompts
  }

  /**
   * Whether ↑ means an earlier prompt: in an empty field, and in one that holds what ↑ brought there.
   * Anywhere else it moves the cursor.
   */
  isRecalling(current: string): boolean {
    return current === '' || (this.#position >= 0 && current === this.#recalled[this.#position])
  }

  /** The prompt before the current one; null when there is none further back. */
  async earlier(current: string): Promise<string | null> {
    if (current === '') {
      this.#recalled = await this.#read()
      this.#position = -1
    }
    const earlier = this.#recalled[this.#position + 1]
    if (earlier === undefined) return null
    this.#position += 1
    return earlier
  }

  async #read(): Promise<readonly string[]> {
    try {
      const { prompts } = await this.#client.call('prompts.history', { text: '', limit: pageLimit })
      return prompts.map(({ prompt }) => escapeVariations(prompt))
    } catch (error) {
      this.#errors.log(error)
      return []
    }
  }
}
