/**
 * Ids of presses that cost money. A press that failed may have been stored all the same, so pressing for the same
 * again reuses its id until one succeeds.
 */
export class PressIds {
  readonly #open = new Map<string, string>()

  /** Returns the press id for a request, by any text that names it. */
  of(asked: string): string {
    const pressId = this.#open.get(asked) ?? crypto.randomUUID()
    this.#open.set(asked, pressId)
    return pressId
  }

  /** Notes a success: the same request again gets a new id. */
  done(asked: string): void {
    this.#open.delete(asked)
  }
}
