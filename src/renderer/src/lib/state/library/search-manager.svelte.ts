import type { View } from '@shared/library/views'
import type { ErrorReporter } from '../window/error-reporter'
import type { LibraryManager } from './library-manager.svelte'
import type { SelectionManager } from './selection-manager.svelte'

const typingMs = 50

/** View and search words of the top bar. */
export class SearchManager {
  readonly #library: LibraryManager
  readonly #selection: SelectionManager
  readonly #errors: ErrorReporter
  #view = $state<View>('all')
  #text = $state('')
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(library: LibraryManager, selection: SelectionManager, errors: ErrorReporter) {
    this.#library = library
    this.#selection = selection
    this.#errors = errors
  }

  get view(): View {
    return this.#view
  }

  get text(): string {
    return this.#text
  }

  /** Restores the view and words of an earlier page. The library reads the clips when it starts. */
  restore(view: View, text: string): void {
    this.#view = view
    this.#text = text
  }

  setView(view: View): void {
    this.#view = view
    this.#selection.clear()
    this.#show()
  }

  setText(text: string): void {
    this.#text = text
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#show(), typingMs)
  }

  clear(): void {
    this.#text = ''
    this.#view = 'all'
    this.#show()
  }

  #show(): void {
    clearTimeout(this.#timer)
    void this.#errors.attempt('The library could not be read', () =>
      this.#library.show(this.#view, this.#text)
    )
  }
}
