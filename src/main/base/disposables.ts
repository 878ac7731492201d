/** Whatever was opened, subscribed or timed, ended in reverse order. */
export class Disposables {
  readonly #ends: (() => void | Promise<void>)[] = []

  add(end: () => void | Promise<void>): void {
    this.#ends.push(end)
  }

  /** Ends everything; what fails does not keep the rest from being ended. */
  async dispose(onError: (error: unknown) => void): Promise<void> {
    for (const end of this.#ends.splice(0).reverse()) {
      try {
        await end()
      } catch (error) {
        onError(error)
      }
    }
  }
}
