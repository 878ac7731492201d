/** What is typed into a field: written when the field is left, taken back on Escape. */
export class Draft {
  readonly #value: () => string
  readonly #write: (text: string) => void
  #typed = $state<string | null>(null)

  constructor(value: () => string, write: (text: string) => void) {
    this.#value = value
    this.#write = write
  }

  get text(): string {
    return this.#typed ?? this.#value()
  }

  type(text: string): void {
    this.#typed = text
  }

  write(): void {
    const text = this.#typed?.trim()
    this.#typed = null
    if (text !== undefined && text !== this.#value()) this.#write(text)
  }

  /** Leaves the field. Escape is for the field alone: what is around it stays open. */
  keydown(event: KeyboardEvent, isDone: boolean): void {
    if (event.key === 'Escape') {
      event.stopPropagation()
      this.#typed = null
    } else if (!isDone) {
      return
    }
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.blur()
  }
}
