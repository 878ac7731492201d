export interface Question {
  readonly title: string
  readonly text: string
  readonly confirm: string
  readonly tone?: 'plain' | 'warn'
}

/** Asks before something that costs money or cannot be undone. */
export class ConfirmManager {
  #question = $state.raw<Question | null>(null)
  #answer: ((yes: boolean) => void) | undefined

  get question(): Question | null {
    return this.#question
  }

  ask(question: Question): Promise<boolean> {
    this.answer(false)
    this.#question = question
    return new Promise((resolve) => (this.#answer = resolve))
  }

  answer(yes: boolean): void {
    this.#question = null
    this.#answer?.(yes)
    this.#answer = undefined
  }
}
