import type { View } from '@shared/library/views'
import { longestSearch } from '@shared/search/search'
import { searchOf, takeChips } from '@shared/search/chips'
import { markedTerms } from '@shared/search/marks'
import { parseSearch } from '@shared/search/parse-search'
import type { ErrorReporter } from '../window/error-reporter'
import type { LibraryManager } from './library-manager.svelte'
import type { SelectionManager } from './selection-manager.svelte'

/** While someone types, the library is asked at most this often. */
const typingMs = 50

/** View and search words of the top bar. */
export class SearchManager {
  readonly #library: LibraryManager
  readonly #selection: SelectionManager
  readonly #errors: ErrorReporter
  #view = $state<View>('all')
  /** Operators, each as it was typed. */
  #chips = $state.raw<readonly string[]>([])
  /** What is typed beside them. */
  #words = $state('')
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Something was typed since the library was asked. */
  #isBehind = false

  constructor(library: LibraryManager, selection: SelectionManager, errors: ErrorReporter) {
    this.#library = library
    this.#selection = selection
    this.#errors = errors
  }

  get view(): View {
    return this.#view
  }

  readonly #search = $derived(parseSearch(this.text))
  /** Folded words that clips are marked with. */
  readonly terms = $derived(markedTerms(this.#search))

  /** The whole search, as the library reads it. */
  get text(): string {
    return searchOf({ chips: this.#chips, words: this.#words }).slice(0, longestSearch)
  }

  get chips(): readonly string[] {
    return this.#chips
  }

  get words(): string {
    return this.#words
  }

  /** Operators that cannot be read: their text is searched for. */
  get unread(): readonly string[] {
    return this.#search.unread
  }

  /** Restores the view and words of an earlier page. The library reads the clips when it starts. */
  restore(view: View, text: string): void {
    this.#view = view
    this.#chips = []
    this.#take(text, true)
  }

  setView(view: View): void {
    this.#view = view
    this.#selection.clear()
    void this.#show()
  }

  /** Takes what is typed beside the chips: an operator becomes one once it is followed by a space. */
  setWords(words: string): void {
    this.#take(words, false)
    this.#showSoon()
  }

  /** The operator at the end is finished too. */
  finishWords(): void {
    this.#take(this.#words, true)
    void this.#show()
  }

  removeChip(chip: string): void {
    this.#chips = this.#chips.filter((other) => other !== chip)
    void this.#show()
  }

  /** Adds a chip, in place of others. */
  addChip(chip: string, replaced: readonly string[] = []): void {
    this.#chips = [...this.#chips.filter((other) => other !== chip && !replaced.includes(other)), chip]
    void this.#show()
  }

  /** Shows what a saved search finds. */
  setText(text: string): void {
    this.#chips = []
    this.#words = ''
    this.#take(text, true)
    void this.#show()
  }

  /** Makes the last chip text again, so that it can be changed. */
  editLastChip(): void {
    const last = this.#chips.at(-1)
    if (last === undefined) return
    this.#chips = this.#chips.slice(0, -1)
    this.#words = `${last} ${this.#words}`.trimEnd()
    this.#showSoon()
  }

  clearText(): void {
    this.#chips = []
    this.#words = ''
    void this.#show()
  }

  /** Searches all clips for this alone. */
  async showOnly(text: string): Promise<void> {
    this.#chips = []
    this.#view = 'all'
    this.#take(text, true)
    await this.#show()
  }

  /** Shows all clips again. */
  async clear(): Promise<void> {
    this.#chips = []
    this.#words = ''
    this.#view = 'all'
    await this.#show()
  }

  #take(typed: string, isFinished: boolean): void {
    const { chips, words } = takeChips(typed, isFinished)
    const all = [...this.#chips, ...chips]
    this.#chips = all.filter((chip, at) => all.indexOf(chip) === at)
    this.#words = words
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
