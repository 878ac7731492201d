import type { View } from '@shared/library/views'
import { markedTerms } from '@shared/search/marks'
import { parseSearch } from '@shared/search/parse-search'
import { formatCount } from '$lib/utils/format'
import type { ErrorReporter } from '../window/error-reporter'
import type { LibraryManager } from '../library/library-manager.svelte'
import { SearchText } from './search-text.svelte'
import type { SelectionManager } from '../library/selection-manager.svelte'

/** While someone types, the library is asked at most this often. */
const typingMs = 50

interface SearchManagerDeps {
  readonly library: LibraryManager
  readonly selection: SelectionManager
  readonly errors: ErrorReporter
  /** The board shows neither views nor searches. */
  readonly leaveBoard: () => void
}

/** View and search of the top bar, which the library shows. */
export class SearchManager extends SearchText {
  readonly #deps: SearchManagerDeps
  #view = $state<View>('all')
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Something was typed since the library was asked. */
  #isBehind = false

  constructor(deps: SearchManagerDeps) {
    super((change) => (change === 'typed' ? this.#showSoon() : void this.#show({ isTyped: true })))
    this.#deps = deps
  }

  get view(): View {
    return this.#view
  }

  /** Folded words that clips are marked with: those that the clips on screen were found by. */
  readonly terms = $derived.by(() => markedTerms(parseSearch(this.#deps.library.list.question.text)))

  /**
   * How many clips on screen the search found, with a plus until all are read; null without a search. While another
   * answer is awaited, those on screen are still counted.
   */
  readonly found: string | null = $derived.by(() => {
    const { clips, isWhole, question, status } = this.#deps.library.list
    if (this.text === '' || question.text === '' || status !== 'loaded') return null
    return `${formatCount(clips.length)}${isWhole ? '' : '+'}`
  })

  /** Restores the view and words of an earlier page. The library reads the clips when it starts. */
  restore(view: View, text: string): void {
    this.#view = view
    this.fill(text)
  }

  setView(view: View): void {
    this.#view = view
    this.#deps.selection.clear()
    void this.#show({ leavesBoard: true })
  }

  /** Searches all clips for this alone. */
  async showOnly(text: string): Promise<void> {
    this.#view = 'all'
    this.fill(text)
    await this.#show()
  }

  /** Shows all clips again. */
  clear(): Promise<void> {
    return this.showOnly('')
  }

  /** Shows the first letter at once, and what is typed right after it together. */
  #showSoon(): void {
    if (this.#timer !== undefined) {
      this.#isBehind = true
      return
    }
    void this.#show({ isTyped: true })
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#isBehind) this.#showSoon()
    }, typingMs)
  }

  async #show({ leavesBoard = this.text !== '', isTyped = false } = {}): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isBehind = false
    const { errors, leaveBoard, library } = this.#deps
    if (leavesBoard) leaveBoard()
    await errors.attempt('Couldn’t read the library', () => library.show(this.#view, this.text, { isTyped }))
  }
}
