import type { CallOutput } from '@shared/contract'
import { pageLimit } from '@shared/library/queries'
import type { SentPrompt } from '@shared/prompts/prompt-work'
import { escapeVariations } from '@shared/prompts/variations'
import type { Client } from '$lib/api/client'
import type { ErrorReporter } from '../window/error-reporter'

/** Sent prompts: search, and recall with ↑. */
export class PromptHistory {
  readonly #client: Client
  readonly #errors: ErrorReporter
  #found = $state.raw<readonly SentPrompt[]>([])
  /** Start of the next page; null after the last one. */
  #next = $state<number | null>(null)
  #text = ''
  #lastSearch = 0
  #recalled: readonly string[] = []
  #recalledNext: number | null = null
  #position = -1

  constructor(client: Client, errors: ErrorReporter) {
    this.#client = client
    this.#errors = errors
  }

  /** Prompts of the pages that were read, newest first. */
  get found(): readonly SentPrompt[] {
    return this.#found
  }

  get hasMore(): boolean {
    return this.#next !== null
  }

  async search(text: string): Promise<void> {
    this.#text = text
    const number = ++this.#lastSearch
    const { prompts, next } = await this.#page(text, null)
    if (number !== this.#lastSearch) return
    this.#found = prompts
    this.#next = next
  }

  /** Reads the next page. */
  async more(): Promise<void> {
    if (this.#next === null) return
    const number = ++this.#lastSearch
    const { prompts, next } = await this.#page(this.#text, this.#next)
    if (number !== this.#lastSearch) return
    this.#found = [...this.#found, ...prompts]
    this.#next = next
  }

  /**
   * Returns whether ↑ recalls an earlier prompt: in an empty field, and in one that holds a recalled prompt.
   * Anywhere else it moves the cursor.
   */
  isRecalling(current: string): boolean {
    return current === '' || (this.#position >= 0 && current === this.#recalled[this.#position])
  }

  /** Returns the prompt before the current one; null where there is none. */
  async earlier(current: string): Promise<string | null> {
    if (current === '') {
      this.#position = -1
      await this.#recallFrom(null)
    } else if (this.#position + 1 === this.#recalled.length && this.#recalledNext !== null) {
      await this.#recallFrom(this.#recalledNext)
    }
    const earlier = this.#recalled[this.#position + 1]
    if (earlier === undefined) return null
    this.#position += 1
    return earlier
  }

  async #recallFrom(before: number | null): Promise<void> {
    const newer = before === null ? [] : this.#recalled
    try {
      const { prompts, next } = await this.#page('', before)
      this.#recalled = [...newer, ...prompts.map(({ prompt }) => escapeVariations(prompt))]
      this.#recalledNext = next
    } catch (error) {
      this.#errors.log(error)
    }
  }

  #page(text: string, before: number | null): Promise<CallOutput<'prompts.history'>> {
    return this.#client.call('prompts.history', { text, before, limit: pageLimit })
  }
}
