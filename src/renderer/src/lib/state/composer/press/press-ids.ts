/**
 * The ids of presses that cost money. One that failed may have been written all the same, so the next press for the
 * same is the same one, until it is known to have got through.
 */
export class PressIds {
  readonly #open = new Map<string, string>()

  /** The id to press with for what is asked, whatever names that. */
  of(asked: string): string {
    const pressId = this.#open.get(asked) ?? crypto.randomUUID()
    this.#open.set(asked, pressId)
    return pressId
  }

  /** It got through: asking for the same once more is another press. */
  done(asked: string): void {
    this.#open.delete(asked)
  }
}
