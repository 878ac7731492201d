import { longestSearch } from '@shared/search/search'
import { searchOf, takeChips } from '@shared/search/chips'
import { parseSearch } from '@shared/search/parse-search'

/** How a search changed: while someone types, or by a step of its own. */
type Change = 'typed' | 'set'

/** A search as its field shows it: operators as chips, the rest as it was typed. */
export class SearchText {
  /** Operators, each as it was typed. */
  #chips = $state.raw<readonly string[]>([])
  /** What is typed beside them. */
  #words = $state('')
  readonly #onChange: (change: Change) => void

  constructor(onChange: (change: Change) => void = () => undefined) {
    this.#onChange = onChange
  }

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

  readonly search = $derived(parseSearch(this.text))

  /** Operators that cannot be read: their text is searched for. */
  get unread(): readonly string[] {
    return this.search.unread
  }

  /** Takes what is typed beside the chips: an operator becomes one once it is followed by a space. */
  setWords(words: string): void {
    this.#take(words, false)
    this.#onChange('typed')
  }

  /** The operator at the end is finished too. */
  finishWords(): void {
    this.#take(this.#words, true)
    this.#onChange('set')
  }

  removeChip(chip: string): void {
    this.#chips = this.#chips.filter((other) => other !== chip)
    this.#onChange('set')
  }

  /** Adds a chip, in place of others. */
  addChip(chip: string, replaced: readonly string[] = []): void {
    this.#chips = [...this.#chips.filter((other) => other !== chip && !replaced.includes(other)), chip]
    this.#onChange('set')
  }

  /** Makes the last chip text again, so that it can be changed. */
  editLastChip(): void {
    const last = this.#chips.at(-1)
    if (last === undefined) return
    this.#chips = this.#chips.slice(0, -1)
    this.#words = `${last} ${this.#words}`.trimEnd()
    this.#onChange('typed')
  }

  setText(text: string): void {
    this.fill(text)
    this.#onChange('set')
  }

  clearText(): void {
    this.setText('')
  }

  /** Replaces the search without reporting a change. */
  fill(text: string): void {
    this.#chips = []
    this.#words = ''
    this.#take(text, true)
  }

  #take(typed: string, isFinished: boolean): void {
    const { chips, words } = takeChips(typed, isFinished)
    const all = [...this.#chips, ...chips]
    this.#chips = all.filter((chip, at) => all.indexOf(chip) === at)
    this.#words = words
  }
}
