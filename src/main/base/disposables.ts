/** Collects what was opened, subscribed or timed, and disposes of it in reverse order. */
export class Disposables {
  readonly #ends: (() => void | Promise<void>)[] = []

  add(end: () => void | Promise<void>): void {
    this.#ends.push(end)
  }

  /** Disposes of everything; a failure does not stop the rest. */
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
