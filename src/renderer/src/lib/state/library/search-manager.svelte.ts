import type { View } from '@shared/library/views'
import { markedTerms } from '@shared/search/marks'
import type { ErrorReporter } from '../window/error-reporter'
import type { LibraryManager } from './library-manager.svelte'
import { SearchText } from './search-text.svelte'
import type { SelectionManager } from './selection-manager.svelte'

/** While someone types, the library is asked at most this often. */
const typingMs = 50

/** View and search of the top bar, which the library shows. */
export class SearchManager extends SearchText {
  readonly #library: LibraryManager
  readonly #selection: SelectionManager
  readonly #errors: ErrorReporter
  #view = $state<View>('all')
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Something was typed since the library was asked. */
  #isBehind = false

  constructor(library: LibraryManager, selection: SelectionManager, errors: ErrorReporter) {
    super((change) => (change === 'typed' ? this.#showSoon() : void this.#show()))
    this.#library = library
    this.#selection = selection
    this.#errors = errors
  }

  get view(): View {
    return this.#view
  }

  /** Folded words that clips are marked with. */
  readonly terms = $derived(markedTerms(this.search))

  /** Restores the view and words of an earlier page. The library reads the clips when it starts. */
  restore(view: View, text: string): void {
    this.#view = view
    this.fill(text)
  }

  setView(view: View): void {
    this.#view = view
    this.#selection.clear()
    void this.#show()
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
    void this.#show()
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#isBehind) this.#showSoon()
    }, typingMs)
  }

  async #show(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isBehind = false
    await this.#errors.attempt('Couldn’t read the library', () => this.#library.show(this.#view, this.text))
  }
}
